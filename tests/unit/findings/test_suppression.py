"""No small number is shown in an edition, and none can be got back by subtraction."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspect_app.findings.disclosure import Background, Disclosure
from inspect_app.findings.figures import Cell, Measure, Table
from inspect_app.findings.hiding import find_hidden
from inspect_app.findings.snapshot import Snapshot, from_json, snapshot_hash, to_json
from inspect_app.findings.suppression import SUPPRESSED, edition
from inspect_app.questionnaire.model import Definition
from tests.samples import sample_snapshot
from tests.unit.findings.small_instrument import BODY, CASES, Case, answered, bare, snapshot_of

THRESHOLDS = st.integers(2, 12)
BREAKS = st.sampled_from([None, "rosh", "ldu"])


def row_of(snapshot: Snapshot, table: str, row_id: str) -> tuple[Cell, ...]:
    return next(row.cells for row in snapshot.table(table).rows if row.id == row_id)


def by_risk(question: str, **figures: tuple[int, int]) -> list[Case]:
    """For each risk, how many yes and how many no."""
    return [
        ({"rosh": risk}, {question: answer})
        for risk, (yes, no) in figures.items()
        for answer in ["yes"] * yes + ["no"] * no
    ]


def shown(cells: tuple[Cell, ...]) -> list[int | None]:
    return [cell.numerator for cell in cells]


def test_threshold_zero_shows_everything() -> None:
    snapshot = sample_snapshot()
    public = edition(snapshot, 0)
    assert (public.tables, public.ratings, public.counted) == (
        snapshot.tables,
        snapshot.ratings,
        snapshot.counted,
    )
    assert public.edition.derived_from == snapshot_hash(snapshot)
    assert from_json(to_json(public)) == public


def test_threshold_one_hides_nothing_for_no_count_is_below_it() -> None:
    snapshot = sample_snapshot()
    assert edition(snapshot, 1).tables == snapshot.tables


def test_an_edition_is_derived_once() -> None:
    with pytest.raises(ValueError, match="internal"):
        edition(edition(sample_snapshot(), 5), 10)


def test_no_hash_of_hidden_numbers_leaves_with_an_edition() -> None:
    """Trying the values of a hidden number would show which of them gives that hash."""
    snapshot = sample_snapshot()
    public = edition(snapshot, 5)
    assert public.edition.derived_from == snapshot.ledger_position
    assert snapshot_hash(snapshot) not in to_json(public)


def test_editions_that_hide_different_numbers_alike_are_the_same() -> None:
    three, four = (
        edition(snapshot_of(answered("screening", present=20 - blank, blank=blank, absent=0)), 5)
        for blank in (3, 4)
    )
    assert to_json(three) == to_json(four)


def test_a_small_count_goes_with_everything_in_its_cell() -> None:
    public = edition(snapshot_of(answered("screening", present=40, blank=4, absent=20)), 5)
    assert row_of(public, "section.plan", "screening.blank") == (SUPPRESSED,)
    assert public.counted == ()
    assert "Counts from 1 to 4" in public.table("section.plan").notes[-1]


def test_a_second_option_goes_too_because_the_options_add_up() -> None:
    public = edition(snapshot_of(answered("screening", present=40, blank=4, absent=20)), 5)
    assert row_of(public, "section.plan", "screening.absent") == (SUPPRESSED,)
    assert row_of(public, "section.plan", "screening.present")[0].numerator == 40


def test_a_zero_is_shown_and_is_the_last_to_go() -> None:
    public = edition(snapshot_of(answered("screening", present=30, blank=30)), 5)
    assert row_of(public, "section.plan", "screening.absent")[0].numerator == 0
    public = edition(snapshot_of(answered("plan_enough", fully=30, mostly=4)), 5)
    assert shown(row_of(public, "section.plan", "plan_enough.fully")) == [None]


def test_a_nearly_full_count_gives_the_few_others_away() -> None:
    public = edition(snapshot_of(answered("screening", present=60, blank=2, absent=2)), 5)
    assert row_of(public, "section.plan", "screening.present") == (SUPPRESSED,)


def test_a_second_group_goes_too_because_the_groups_add_up() -> None:
    cases = by_risk("protection_enough", low=(30, 30), medium=(10, 10), high=(3, 20))
    public = edition(snapshot_of(cases), 5)
    cells = row_of(public, "key_questions.by.rosh", "protection_enough.yes")
    assert shown(cells) == [43, 30, None, None]


def test_a_zero_is_no_partner_because_the_sum_would_stay_small() -> None:
    cases = by_risk("protection_enough", low=(3, 30), medium=(0, 20), high=(10, 20))
    public = edition(snapshot_of(cases), 5)
    assert shown(row_of(public, "key_questions.by.rosh", "protection_enough.yes")) == [13, None, 0, None]


def test_a_hidden_denominator_is_not_the_total_less_the_others() -> None:
    figures = {"low": (1, 1, 1), "medium": (6, 30, 30), "high": (30, 30, 6)}
    cases: list[Case] = [({"rosh": "low"}, {})] * 10
    cases += [
        ({"rosh": risk}, {"screening": option})
        for risk, times in figures.items()
        for option, number in zip(("present", "blank", "absent"), times, strict=True)
        for _ in range(number)
    ]
    table = edition(snapshot_of(cases, break_by="rosh"), 5).table("section.plan.by.rosh")
    groups = zip(*(row.cells for row in table.rows if row.question == "screening"), strict=True)
    denominators = [{cell.denominator for cell in group} - {None} for group in groups]
    assert denominators[0] == {135}
    assert denominators.count(set()) == 2


@pytest.mark.parametrize(
    "times",
    [
        {"fully": 50, "mostly": 3, "little": 40, "no": 0},
        {"fully": 100, "mostly": 3, "little": 10, "no": 20},
        {"fully": 20, "mostly": 30, "little": 40, "no": 3},
    ],
)
def test_a_key_question_and_its_answers_do_not_give_each_other_away(times: dict[str, int]) -> None:
    options = [{"value": value, "label": value} for value in times]
    question = {
        "id": "enough",
        "type": "choice",
        "text": "Enough?",
        "answers": options,
        "key_question": {"sufficient": ["fully", "mostly"]},
    }
    section = BODY["sections"][0] | {"questions": ["enough"]}
    definition = Definition.model_validate(
        BODY | {"standards": [], "sections": [section], "questions": [question]}
    )
    public = edition(snapshot_of(answered("enough", **times), definition), 5)
    hidden = {
        row.id.removeprefix("enough."): row.cells[0].suppressed
        for table in public.tables
        for row in table.rows
        if table.break_by is None
    }
    whole, parts, others = (
        hidden["fully+mostly"],
        [hidden["fully"], hidden["mostly"]],
        [hidden["little"], hidden["no"]],
    )
    base = all(hidden.values())
    for tie in ([whole, *parts], [base, *parts, *others], [base, whole, *others]):
        assert tie.count(True) != 1, hidden


def test_a_small_group_goes_whole_and_so_does_the_next_smallest() -> None:
    cases = by_risk("protection_enough", low=(30, 30), medium=(10, 10), high=(3, 0))
    public = edition(snapshot_of(cases), 5)
    table = public.table("key_questions.by.rosh")
    assert [column.cases for column in table.columns] == [83, 60, None, None]
    for row in table.rows:
        assert [cell.suppressed for cell in row.cells[2:]] == [True, True]


def test_the_same_figure_is_hidden_in_every_table() -> None:
    public = edition(snapshot_of(by_risk("protection_enough", low=(3, 30), medium=(0, 10))), 5)
    for table, row in (
        ("section.protection", "protection_enough.yes"),
        ("key_question.protection_enough", "protection_enough.yes"),
        ("key_questions", "protection_enough.yes"),
        ("key_questions.by.rosh", "protection_enough.yes"),
    ):
        assert row_of(public, table, row)[0] == SUPPRESSED


def test_a_mean_of_few_and_every_extreme_go() -> None:
    cases: list[Case] = [({}, {"contacts": number, "released": "2016-01-31"}) for number in range(6)]
    public = edition(snapshot_of(cases), 5)
    assert row_of(public, "section.plan", "contacts.mean")[0].value == "2.5"
    for row in ("contacts.lowest", "contacts.highest", "released.earliest", "released.latest"):
        assert row_of(public, "section.plan", row) == (SUPPRESSED,)
    assert row_of(edition(snapshot_of(cases), 7), "section.plan", "contacts.mean") == (SUPPRESSED,)


def test_a_small_status_hides_all_four() -> None:
    public = edition(snapshot_of(answered("protection_enough", yes=33, no=52, na=1)), 5)
    cell = row_of(public, "section.protection", "protection_enough.no")[0]
    assert bare(cell) == Cell(52, 85, None, None, None, None, 61, (52, 85), statuses_suppressed=True)


def test_a_rating_of_suppressed_figures_keeps_its_band_and_no_figure() -> None:
    snapshot = snapshot_of(answered("plan_enough", fully=3, no=60))
    public = edition(snapshot, 5)
    rating = public.ratings[0]
    assert (rating.band, rating.points, rating.per_cent, rating.flags) == ("inadequate", 0, None, ())
    assert rating.suppressed
    assert rating.explanation == (
        "Planning is Inadequate.",
        "The figures behind Planning are suppressed because the numbers are small.",
    )
    assert rating.key_questions[0].cell == SUPPRESSED
    assert rating.key_questions[0].band is None


@pytest.mark.parametrize("sufficient", [3, 57])
def test_a_shown_key_question_does_not_bound_a_hidden_one(sufficient: int) -> None:
    cases: list[Case] = [
        (
            {},
            {
                "protection_enough": "yes" if place < sufficient else "no",
                "alerts_enough": "yes" if place < 30 else "no",
            },
        )
        for place in range(60)
    ]
    rating = edition(snapshot_of(cases), 5).ratings[1]
    assert [(one.cell.per_cent, one.band, one.decides) for one in rating.key_questions] == [
        (None, None, False),
        (50, "requires_improvement", False),
    ]


def test_a_standard_that_is_not_rated_stays_so() -> None:
    cases = answered("plan_enough", fully=30, no=30)
    assert edition(snapshot_of(cases), 5).ratings[1].explanation == snapshot_of(cases).ratings[1].explanation


def sums_across(table: Table) -> Iterator[list[int | None]]:
    """Total first, then the groups: numerators, denominators and cases of a broken-down table."""
    yield [column.cases for column in table.columns]
    for row in table.rows:
        yield [cell.numerator for cell in row.cells]
        yield [cell.denominator for cell in row.cells]


@given(CASES, THRESHOLDS, BREAKS)
def test_no_hidden_number_is_its_total_less_the_shown_ones(
    cases: list[Case], threshold: int, by: str | None
) -> None:
    public = edition(snapshot_of(cases, break_by=by), threshold)
    for table in public.tables:
        if table.break_by is None:
            continue
        for total, *groups in sums_across(table):
            hidden = groups.count(None)
            if total is not None and any(groups):  # a group beside empty ones is the total itself
                assert hidden != 1, (table.id, total, groups)
            if total is None:
                assert hidden > 0, (table.id, groups)


@given(CASES, THRESHOLDS, BREAKS)
def test_no_hidden_option_is_the_denominator_less_the_shown_ones(
    cases: list[Case], threshold: int, by: str | None
) -> None:
    public = edition(snapshot_of(cases, break_by=by), threshold)
    table = public.table("section.plan" if by is None else f"section.plan.by.{by}")
    for question in ("screening", "plan_enough"):
        rows = [row.cells for row in table.rows if row.question == question]
        for options in zip(*rows, strict=True):
            hidden = sum(cell.suppressed for cell in options)
            assert hidden != 1, [cell.numerator for cell in options]


@given(CASES, THRESHOLDS, BREAKS)
def test_no_small_count_is_shown(cases: list[Case], threshold: int, by: str | None) -> None:
    public = edition(snapshot_of(cases, break_by=by), threshold)
    rows = [row for table in public.tables for row in table.rows]
    for row, cell in ((each, cell) for each in rows for cell in each.cells):
        statuses = (cell.not_applicable, cell.dont_know, cell.not_asked, cell.not_answered)
        for count in (cell.numerator, cell.denominator, *statuses):
            assert count is None or count == 0 or count >= threshold
        if row.measure is Measure.SHARE and cell.denominator is not None and cell.numerator is not None:
            assert not 0 < cell.denominator - cell.numerator < threshold
        if cell.suppressed:
            assert cell == SUPPRESSED


@given(CASES, THRESHOLDS)
def test_sufficient_and_its_answers_hide_together(cases: list[Case], threshold: int) -> None:
    public = edition(snapshot_of(cases), threshold)
    assume(public.tables != snapshot_of(cases).tables)
    parts = [row_of(public, "section.plan", f"plan_enough.{one}")[0] for one in ("fully", "mostly", "no")]
    whole = row_of(public, "key_questions", "plan_enough.fully+mostly")[0]
    assert [cell.suppressed for cell in (*parts[:2], whole)].count(True) != 1
    assert [parts[2].suppressed, whole.suppressed] != [True, False]


@given(CASES)
def test_without_a_threshold_nothing_is_hidden(cases: list[Case]) -> None:
    tables = snapshot_of(cases, break_by="rosh").tables
    assert find_hidden(tables, Disclosure(0), Background()).why == {}
