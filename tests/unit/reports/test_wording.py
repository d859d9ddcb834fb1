from dataclasses import replace

import pytest

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Cell, Estimate, Method
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import Shown, resolve
from inspect_app.publication.links import Link, LinkKind, read_link
from inspect_app.reports.saying import Saying
from inspect_app.reports.wording import (
    figure,
    interval_ends,
    left_out,
    left_out_of_owing,
    lines,
    long_date,
    of_cases,
    per_cent,
    plural,
    protection,
    small_numbers,
    standing,
    statistic,
)
from tests.samples import sample_snapshot, share

SUPPRESSED = Cell(None, None, None, None, None, None, suppressed=True)


def test_a_share_is_told_with_its_cases() -> None:
    assert figure(share(52, 85, 1)) == "52 of 85 (61 per cent)"
    assert of_cases(share(1_200, 3_400)) == "1,200 of 3,400"
    assert per_cent(share(1, 86)) == "1 per cent"


@pytest.mark.parametrize(
    ("language", "said", "number"),
    [
        ("en", "1 of 400 (less than 1 per cent)", "less than 1"),
        ("cy", "1 o 400 (llai nag 1 y cant)", "llai nag 1"),
    ],
)
def test_a_share_of_cases_is_nowhere_none(language: str, said: str, number: str) -> None:
    """The standard's chapter, tables and links say one figure alike."""
    cell = share(1, 400)
    saying = Saying(language, {})
    link = resolve(
        read_link("per_cent plan_completed=present") or Link(LinkKind.CASES), with_first(cell, language)
    )

    assert saying.figure(cell) == said
    assert saying.lines(cell)[0] == number
    assert isinstance(link, Shown)
    assert link.text == saying.per_cent(cell)
    if language == "en":
        assert figure(cell) == said
        assert lines(cell)[0] == number


def with_first(cell: Cell, language: str) -> Snapshot:
    snapshot = sample_snapshot()
    table = snapshot.tables[0]
    row = replace(table.rows[0], cells=(cell,))
    tables = (replace(table, rows=(row, *table.rows[1:])), *snapshot.tables[1:])
    return replace(snapshot, tables=tables, language=language)


def test_a_share_of_nobody_is_no_figure() -> None:
    assert figure(share(0, 0)) == per_cent(share(0, 0)) == "no case judged"


@pytest.mark.parametrize("told", [figure, of_cases, per_cent, left_out, left_out_of_owing])
def test_a_suppressed_figure_is_never_told(told: object) -> None:
    assert callable(told)
    assert told(SUPPRESSED) == "suppressed"


def test_each_reason_for_leaving_cases_out_is_told_apart() -> None:
    assert left_out(Cell(1, 2, 3, 4, 5, 6)) == "3 not applicable, 4 don’t know, 5 not asked, 6 not answered"
    assert left_out(Cell(1, 2, 0, 0, 26, 0)) == "26 not asked"
    assert left_out(Cell(1, 2, 0, 0, 0, 0)) == "none"


def test_an_answer_in_words_that_is_owing_is_in_its_denominator_and_not_left_out() -> None:
    assert left_out_of_owing(Cell(17, 26, 0, 0, 60, 9)) == "60 not asked"
    assert left_out_of_owing(Cell(34, 86, 0, 0, 0, 52)) == "none"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2018.2", "2,018.2"), ("4190", "4,190"), ("0", "0"), ("2016-06-17", "17 June 2016")],
)
def test_a_statistic_is_printed_for_people(value: str, shown: str) -> None:
    assert statistic(value) == shown


def estimated(low: float | None, high: float | None, method: Method = Method.LOGIT) -> Cell:
    estimate = Estimate(0.5, 0.05, 7, 0.95, method, low, high)
    return replace(share(4, 8), estimate=estimate)


def test_a_cell_says_its_figure_its_cases_and_its_interval() -> None:
    assert lines(SUPPRESSED) == ("[c]",)
    assert lines(share(0, 0)) == ("–",)
    assert lines(share(52, 85)) == ("61", "52 of 85")
    assert lines(replace(estimated(0.225, 0.7749), low=True)) == ("50 [low]", "4 of 8", "23 to 77")
    mean = replace(estimated(8.25, 1012.34, Method.STUDENT), per_cent=None, exact=(25, 2), value="12.5")
    assert lines(mean) == ("12.5", "8.3 to 1012.3")


def test_the_ends_of_an_interval_are_rounded_half_up() -> None:
    assert interval_ends(estimated(0.145, 0.555)) == (15, 56)
    assert interval_ends(estimated(12.25, 13.05, Method.STUDENT)) == (12.3, 13.1)
    assert interval_ends(estimated(None, None)) is None
    assert interval_ends(share(4, 8)) is None


def test_statuses_can_be_suppressed_while_the_share_is_shown() -> None:
    cell = replace(share(20, 60), statuses_suppressed=True)
    assert (figure(cell), left_out(cell)) == ("20 of 60 (33 per cent)", "suppressed")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2016-06-17", "17 June 2016"),
        ("2015-10-05", "5 October 2015"),
        ("12.5", "12.5"),
        (None, "no case has been signed off"),
    ],
)
def test_dates_are_written_out(iso: str | None, words: str) -> None:
    assert long_date(iso) == words


def test_nouns_agree_with_their_number() -> None:
    assert [plural(n, "case", "cases") for n in (0, 1, 1_086)] == ["0 cases", "1 case", "1,086 cases"]


def test_where_the_contributing_standards_stand() -> None:
    snapshot = sample_snapshot()
    assert snapshot.overall
    good = replace(snapshot.ratings[0], band="good", contributes=True)
    inadequate = replace(good, band="inadequate")
    ratings = [inadequate, good, replace(good, band=None), inadequate, replace(good, contributes=False)]
    assert standing(ratings, snapshot.overall.ranges) == "1 Good, 2 Inadequate, 1 not rated"


def test_an_edition_says_what_became_of_its_small_numbers() -> None:
    further = "counts from 1 to 4 are suppressed, and further figures that would give them away"
    rounded = "counts are rounded to the nearest 10"
    assert [small_numbers(Disclosure(threshold)) for threshold in (0, 1, 5)] == [
        "not suppressed",
        "not suppressed",
        further,
    ]
    assert small_numbers(Disclosure(5, secondary=False)) == "counts from 1 to 4 are suppressed"
    assert small_numbers(Disclosure(0, rounding=10)) == f"not suppressed; {rounded}"
    assert small_numbers(Disclosure(5, rounding=10)) == f"{further}; {rounded}"


def test_how_people_are_protected_is_said_in_sentences() -> None:
    assert protection(Disclosure(0)) == "Nothing is suppressed."
    assert protection(Disclosure(5)).endswith("could otherwise be worked out from totals.")
    assert protection(Disclosure(5, 10, secondary=False)) == (
        "Figures resting on fewer than 5 cases are suppressed. Counts are rounded to the nearest 10. "
        "Per cents are of the rounded counts, and groups may not add up to their total."
    )
