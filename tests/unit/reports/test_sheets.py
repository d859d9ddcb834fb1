from dataclasses import replace

import pytest

from inspect_app.findings.figures import DecidedRating, Estimate, Measure, Method, TableKind
from inspect_app.findings.suppression import SUPPRESSED
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.design import Field, Sheet, find_design
from inspect_app.reports.sheet_figures import FIGURES, RATINGS, pick
from inspect_app.reports.sheets import contents_of
from tests.samples import BREAKDOWN, RELEASE, date, number, sample_snapshot, share

ROW = RELEASE.rows[2]
MEAN = replace(ROW, measure=Measure.MEAN)
DESIGN = find_design()


@pytest.mark.parametrize(
    ("cell", "per_cent"),
    [
        (share(52, 85), 61),
        (share(0, 86), 0),
        (share(1, 300), "less than 1"),
        (share(0, 0), "[x]"),
        (SUPPRESSED, "[c]"),
    ],
)
def test_a_per_cent_or_why_there_is_none(cell: object, per_cent: object) -> None:
    assert FIGURES["per_cent"](ROW, cell) == per_cent  # type: ignore[arg-type]  # parametrize knows no types


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number("12.5", (25, 2)), 12.5),
        (number("1250", (1250, 1)), 1250),
        (date("2016-03-31"), "2016-03-31"),
        (share(0, 0), "[x]"),
        (SUPPRESSED, "[c]"),
    ],
)
def test_a_statistic_or_why_there_is_none(cell: object, value: object) -> None:
    assert FIGURES["value"](MEAN, cell) == value  # type: ignore[arg-type]  # parametrize knows no types


def test_a_figure_of_the_other_kind_does_not_apply() -> None:
    assert FIGURES["value"](ROW, share(1, 2)) == FIGURES["per_cent"](MEAN, number("1", (1, 1))) == "[z]"


def test_statuses_go_with_their_own_suppression() -> None:
    cell = replace(share(20, 60, 7), statuses_suppressed=True)
    assert FIGURES["not_applicable"](ROW, share(20, 60, 7)) == 7
    assert (FIGURES["not_applicable"](ROW, cell), FIGURES["numerator"](ROW, cell)) == ("[c]", 20)


def test_what_was_decided_has_a_column_and_a_sheet_of_its_own() -> None:
    snapshot = sample_snapshot()
    names = [found.name for sheet in DESIGN.workbook.sheets for found in contents_of(sheet, snapshot, "")]
    assert "Decisions" not in names
    assert "Overall rating, decided" not in names
    decision = DecidedRating(
        *(snapshot.ratings[0].id, "Planning", False, None, None, None, "good", "Good"),
        grounds=None,
        by=None,
        at="2016-06-07",
    )
    judged = replace(decision, judgement=True, subject="x", band="good", band_title="Good", grounds="So.")
    decided = replace(snapshot, decided=(decision, judged), overall_decided=snapshot.overall)
    found = {
        content.name: content
        for sheet in DESIGN.workbook.sheets
        for content in contents_of(sheet, decided, "")
    }
    assert found["Decisions"].rows == (
        ("Planning", "Decided by a panel", "Not rated", "Good", "2016-06-07", "[c]"),
        ("Planning", "Judged", "Good", "[z]", "2016-06-07", "So."),
    )
    column = found["Ratings"].headings.index("Rating decided")
    assert [row[column] for row in found["Ratings"].rows][:2] == ["Not rated", "[z]"]
    assert found["Overall rating, decided"].rows == found["Overall rating"].rows


def test_a_suppressed_rating_keeps_its_word_and_no_figure() -> None:
    rating = replace(sample_snapshot().ratings[0], suppressed=True, per_cent=None)
    assert (RATINGS["rating"](rating, None), RATINGS["per_cent"](rating, None)) == ("Good", "[c]")


def test_a_figure_that_does_not_exist_is_a_plain_error() -> None:
    with pytest.raises(UserError, match=r"workbook\.yaml shows “colour”.*There are: question, answer"):
        pick(FIGURES, "colour")


def test_groups_of_the_same_name_keep_different_headings() -> None:
    columns = tuple(replace(column, label="Same") for column in BREAKDOWN.columns[:3])
    table = replace(BREAKDOWN, columns=columns)
    sheet = Sheet(
        source="breakdown", name="By", title="By", fields=(),
        column_fields=(Field(heading="{column}: cases", shows="numerator"),),
    )  # fmt: skip
    (content,) = contents_of(sheet, replace(sample_snapshot(), tables=(table,)), "")
    assert content.headings == ("Same: cases", "Same: cases (2)", "Same: cases (3)")


def test_a_table_of_a_report_s_own_has_its_interval_for_each_group() -> None:
    estimate = Estimate(0.61, 0.05, 80, 0.95, Method.LOGIT, 0.5049, 0.7051)
    (first, *others), cells = BREAKDOWN.rows, BREAKDOWN.rows[0].cells
    row = replace(first, cells=(replace(cells[0], estimate=estimate), *cells[1:]))
    own = replace(BREAKDOWN, rows=(row, *others), kind=TableKind.DEFINED, subtitle="Before", source="Files")
    (sheet,) = (sheet for sheet in DESIGN.workbook.sheets if sheet.source == "defined")
    (content,) = contents_of(sheet, replace(sample_snapshot(), tables=(own,)), "Intro")
    assert (content.name, content.lines) == ("Table 1", ("Intro", "Before", *own.notes, "Source: Files"))
    shown = dict(zip(content.headings, content.rows[0], strict=True))
    ends = [shown[f"All cases: interval {end}"] for end in ("from", "to")]
    assert ends == [50, 71]
    assert shown[f"{own.columns[1].label}: interval from"] == "[z]"


@pytest.mark.parametrize(
    "source", ["ratings", "overall", "strata", "key_questions", "section", "breakdown", "defined"]
)
def test_nothing_to_show_is_no_sheet(source: str) -> None:
    empty = replace(sample_snapshot(), ratings=(), overall=None, sampling=None, tables=())
    (sheet,) = (sheet for sheet in DESIGN.workbook.sheets if sheet.source == source)
    assert list(contents_of(sheet, empty, "")) == []


def test_the_overall_rating_stands_beside_its_own_points_only() -> None:
    (sheet,) = (sheet for sheet in DESIGN.workbook.sheets if sheet.source == "overall")
    snapshot = sample_snapshot()
    (content,) = contents_of(sheet, snapshot, "")
    assert content.rows[2:] == (("Requires improvement", 2, 3, 2), ("Inadequate", 0, 1, "[z]"))
    assert snapshot.overall
    (unsaid,) = contents_of(sheet, replace(snapshot, overall=replace(snapshot.overall, points=None)), "")
    assert unsaid.rows[2][3] == "[x]"
