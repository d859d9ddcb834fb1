from dataclasses import replace

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.changes import (
    FrozenReport,
    LinkedChange,
    ReportChanges,
    TextChange,
    changes,
)
from inspect_app.publication.frozen import (
    Chapter,
    Example,
    ExampleKind,
    Publication,
    Recommendation,
    Stage,
)
from tests.samples import sample_snapshot, share

SNAPSHOT = sample_snapshot()
PUBLICATION = Publication(
    format=1,
    inspection="sample-2016",
    style="inspection-report",
    language="en",
    stage=Stage.DRAFT,
    number=1,
    embargo=None,
    figures="ab" * 32,
    chapters=(
        Chapter(
            "foreword", "Foreword", "We read {{cases}} files; {{count plan_completed=blank}} were blank."
        ),
        Chapter("background", "Background", 'It began in {{stated "2015"}}.'),
    ),
    examples=(Example("1", ExampleKind.GOOD, "foreword", "Marek", "He was met at the gate."),),
    recommendations=(Recommendation("1", "The service", "Plan better.", ("count plan_completed=blank",)),),
)
NOTHING = ReportChanges(None, None, (), (), (), (), (), None)


def told(publication: Publication, snapshot: Snapshot = SNAPSHOT) -> ReportChanges:
    return changes(FrozenReport(PUBLICATION, SNAPSHOT), FrozenReport(publication, snapshot))


def with_blank(count: int) -> Snapshot:
    table = SNAPSHOT.tables[0]
    row = replace(table.rows[1], cells=(share(count, 86),))
    rows = (table.rows[0], row, *table.rows[2:])
    return replace(SNAPSHOT, tables=(replace(table, rows=rows), *SNAPSHOT.tables[1:]))


def test_the_same_edition_has_no_changes_but_for_its_number() -> None:
    assert told(replace(PUBLICATION, number=2)) == NOTHING
    assert told(PUBLICATION).nothing


def test_stage_and_embargo_are_told() -> None:
    after = told(replace(PUBLICATION, stage=Stage.FINAL, embargo="2016-10-01"))

    assert after == replace(NOTHING, stage=(Stage.DRAFT, Stage.FINAL), embargo=(None, "2016-10-01"))


def test_texts_that_came_went_or_say_something_else_are_told() -> None:
    foreword = replace(PUBLICATION.chapters[0], body="We read the files.")
    after = told(
        replace(
            PUBLICATION, chapters=(foreword, Chapter("new", "New", "More.")), examples=(), recommendations=()
        )
    )

    assert after.chapters == (
        TextChange("chapter:foreword", "Foreword", PUBLICATION.chapters[0].body, "We read the files."),
        TextChange("chapter:new", "New", None, "More."),
        TextChange("chapter:background", "Background", PUBLICATION.chapters[1].body, None),
    )
    assert [(change.thing, change.after) for change in after.examples] == [("example:1", None)]
    assert [(change.thing, change.after) for change in after.recommendations] == [("recommendation:1", None)]
    assert not after.nothing


def test_a_recommendation_that_rests_on_something_else_has_changed() -> None:
    other = replace(PUBLICATION.recommendations[0], supports=("rating planning",))

    (change,) = told(replace(PUBLICATION, recommendations=(other,))).recommendations

    assert (change.before, change.after) == (
        "The service\n\nPlan better.\n\ncount plan_completed=blank",
        "The service\n\nPlan better.\n\nrating planning",
    )


def test_a_linked_figure_that_changed_is_told_once_with_where_it_stands() -> None:
    after = told(PUBLICATION, with_blank(21))

    assert after == replace(
        NOTHING,
        figures=(
            LinkedChange("count plan_completed=blank", "20", "21", ("chapter:foreword", "recommendation:1")),
        ),
    )


def test_a_linked_figure_that_went_is_told() -> None:
    table = SNAPSHOT.tables[0]
    without = replace(SNAPSHOT, tables=(replace(table, rows=table.rows[2:]), *SNAPSHOT.tables[1:]))

    (figure,) = told(PUBLICATION, without).figures

    assert (figure.before, figure.after) == ("20", None)


def test_ratings_and_cases_that_changed_are_told() -> None:
    better = replace(SNAPSHOT.ratings[0], band="outstanding", band_title="Outstanding", points=3)
    cases = replace(SNAPSHOT.cases, signed_off=85)
    after = told(PUBLICATION, replace(SNAPSHOT, ratings=(better, *SNAPSHOT.ratings[1:]), cases=cases))

    assert [(each.id, each.before_title, each.after_title) for each in after.ratings] == [
        ("planning", "Good", "Outstanding")
    ]
    assert after.cases == (86, 85)
    assert [each.typed for each in after.figures] == ["cases"]
