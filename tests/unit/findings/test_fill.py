"""Every cell is what was counted before there were table definitions, and what plain counting gives."""

import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.findings.design_of import SampledStratum, SampleFacts, design_of
from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.estimates import estimate
from inspect_app.findings.estimates.means import estimate_means
from inspect_app.findings.estimates.shares import Judged
from inspect_app.findings.figures import Cell, Row, Table
from inspect_app.findings.fill import fill_all
from inspect_app.findings.matrix import AnswerMatrix, Named, Whereabouts, fact_of
from inspect_app.findings.specs.model import Break, Measure, RowsOf, TableDefinition
from inspect_app.findings.specs.words import Phrasing, TableWords
from inspect_app.findings.written import written
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.conditions import evaluate
from inspect_app.questionnaire.model import QuestionType
from inspect_app.questionnaire.path import Status, walk
from inspect_app.questionnaire.text import Text
from tests.unit.findings.small_instrument import CASES, SMALL, Case, answered, bare, default_set, matrix_of
from tests.unit.findings.test_selection import CONDITIONS, READ, seen

KEPT = json.loads((Path(__file__).parents[2] / "data" / "findings" / "tables.json").read_text("utf-8"))
"""Seventy invented cases with the default tables that an earlier engine made of them."""


def plain(table: Table) -> Any:
    """A table as it was before cells had estimates."""
    rows = tuple(replace(row, cells=tuple(map(bare, row.cells))) for row in table.rows)
    return json.loads(json.dumps(asdict(replace(table, rows=rows))))


def kept_only(made: Any, kept: Any) -> Any:
    """What was made, without fields that were not there yet."""
    if isinstance(kept, dict):
        return {key: kept_only(made[key], kept[key]) for key in kept}
    if isinstance(kept, list) and len(made) == len(kept):
        return [kept_only(*pair) for pair in zip(made, kept, strict=True)]
    return made


@pytest.mark.parametrize("by", [None, "rosh", "ldu"])
def test_every_cell_is_what_it_was(by: str | None) -> None:
    tables = fill_all(matrix_of([tuple(case) for case in KEPT["cases"]]), default_set(SMALL, by))
    kept = KEPT["tables"][by or ""]
    assert [table.id for table in tables] == [table["id"] for table in kept]
    for made, expected in zip(map(plain, tables), kept, strict=True):
        assert kept_only(made, expected) == expected


CHOICES = [
    question for question in SMALL.questions if question.type in (QuestionType.CHOICE, QuestionType.CHOICES)
]
MEASURES = st.sampled_from([Measure.PER_CENT_JUDGED, Measure.PER_CENT_ASKED, Measure.COUNT])
BREAKS = st.sampled_from(
    [None, Break(attribute="rosh"), Break(attribute="ldu"), Break(area="unit"), Break(assessor=True)]
)
PATHS = {
    "": (),
    "1": (Named("1", "North"),),
    "2": (Named("1", "North"), Named("2", "Town")),
    "3": (Named("1", "North"), Named("2", "Town"), Named("3", "Team A")),
}
PLACED = st.lists(
    st.tuples(st.sampled_from(list(PATHS)), st.sampled_from(["", "ann", "bo"])), min_size=30, max_size=30
)


def placed(matrix: AnswerMatrix, places: list[tuple[str, str]]) -> AnswerMatrix:
    """The matrix with areas and assessors of the cases."""
    area, assessor = (fact_of(each[side] for each in places[: matrix.cases]) for side in (0, 1))
    where = Whereabouts(area=area, paths=PATHS, assessor=assessor, people={"ann": "Ann", "bo": "Bo"})
    return replace(matrix, where=where)


def group_of(by: Break | None, case: Case, place: tuple[str, str]) -> str | None:
    """The column that a case belongs to beside the first."""
    if by is None:
        return None
    if by.attribute:
        return case[0].get(by.attribute, "")
    if by.assessor:
        return place[1]
    return PATHS[place[0]][1].id if len(PATHS[place[0]]) > 1 else ""


def holds(condition: Any, case: Case) -> bool:
    """Whether a case passes a condition, or there is none."""
    return condition is None or evaluate(condition, seen(walk(SMALL, *case, ())), case[0]) is True


def counted(row: Row, measure: Measure, base: Any, cases: list[Case]) -> tuple[int, ...]:
    """Numerator, denominator, the four statuses and outside, case by case."""
    tally = Counter[str]()
    for attributes, answers in cases:
        found = walk(SMALL, attributes, answers, ()).counted[row.question]
        if not holds(base, (attributes, answers)):
            tally["outside"] += 1
            continue
        tally[found.status.value] += 1
        chosen = found.value if isinstance(found.value, list) else [found.value]
        tally["numerator"] += found.status is Status.ANSWERED and any(
            option in chosen for option in row.options
        )
    aside = [tally[status] for status in ("not_applicable", "dont_know", "not_asked", "not_answered")]
    asked = tally["answered"] + aside[0] + aside[1] + aside[3]
    out_of = asked if measure is Measure.PER_CENT_ASKED else tally["answered"]
    return tally["numerator"], out_of, *aside, tally["outside"]


@settings(deadline=None)
@given(CASES, PLACED, MEASURES, BREAKS, st.none() | CONDITIONS, st.none() | CONDITIONS)
def test_every_cell_is_what_plain_counting_gives(
    cases: list[Case],
    places: list[tuple[str, str]],
    measure: Measure,
    by: Break | None,
    only: dict[str, Any] | None,
    base: dict[str, Any] | None,
) -> None:
    table = TableDefinition(
        id="a",
        title=Text("A"),
        rows=(RowsOf(questions=tuple(question.id for question in CHOICES)),),
        measure=measure,
    ).model_copy(
        update={
            "break_": by,
            "filter": only and READ.validate_python(only),
            "base": base and READ.validate_python(base),
        }
    )
    (made,) = fill_all(placed(matrix_of(cases), places), [table])
    about = [(case, place) for case, place in zip(cases, places, strict=False) if holds(table.filter, case)]
    assert made.columns[0].cases == len(about)
    assert sum(column.cases or 0 for column in made.columns[1:]) == (len(about) if by else 0)
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            members = [
                case
                for case, place in about
                if column.id == "total" or group_of(by, case, place) == column.id
            ]
            figures = (cell.numerator, cell.denominator, cell.not_applicable, cell.dont_know, cell.not_asked)
            found = (*figures, cell.not_answered, cell.outside or 0)
            assert found == counted(row, measure, table.base, members)
            assert column.cases == len(members)
            assert_sensible(cell)


def assert_sensible(cell: Cell) -> None:
    """A figure or a reason, and no number that is none."""
    assert (cell.reason is None) == (cell.per_cent is not None or cell.value is not None)
    assert cell.low == (0 < (cell.denominator or 0) < 10)
    canonical_json(written(cell))  # refuses NaN


def table_of(**fields: Any) -> TableDefinition:
    """A table about the share of cases in which enough was done to protect the public."""
    rows = fields.pop("rows", [{"questions": ["protection_enough"]}])
    return TableDefinition.model_validate({"id": "one", "title": "One", "rows": rows, **fields})


def first(matrix: AnswerMatrix, sample: SampleFacts | None = None, **fields: Any) -> Cell:
    """The first cell of such a table."""
    cell = fill_all(matrix, [table_of(**fields)], design_of(matrix, sample))[0].rows[0].cells[0]
    assert_sensible(cell)
    return cell


def in_strata(cases: list[Case], *strata: str) -> AnswerMatrix:
    """The matrix of cases from these strata in turn."""
    return replace(matrix_of(cases), where=Whereabouts(stratum=fact_of(strata)))


def test_weights_by_an_attribute_change_per_cents_alone() -> None:
    cases: list[Case] = [
        ({"importance": "0.1"}, {"protection_enough": "yes"}),
        ({"importance": "0.2"}, {"protection_enough": "no"}),
        ({}, {"protection_enough": "yes"}),
        ({"importance": "heavy"}, {"protection_enough": "yes"}),
    ]
    cell = first(matrix_of(cases), weight={"attribute": "importance"})
    assert (cell.numerator, cell.denominator, cell.per_cent, cell.exact) == (3, 4, 33, (1, 3))
    counts = first(matrix_of(cases), weight={"attribute": "importance"}, measure="count")
    assert counts.value == "0.1"
    means: list[Case] = [({"importance": "3"}, {"contacts": 1}), ({"importance": "1"}, {"contacts": 4})]
    rows = [{"questions": ["contacts"]}]
    weighted = {"weight": {"attribute": "importance"}, "rows": rows}
    assert first(matrix_of(means), measure="mean", **weighted).exact == (7, 4)
    assert first(matrix_of(means), measure="median", **weighted).exact == (1, 1)
    even: list[Case] = [({"importance": "2"}, {"contacts": 1}), ({"importance": "2"}, {"contacts": 4})]
    assert first(matrix_of(even), measure="median", **weighted).exact == (5, 2)


def test_weights_by_the_design_are_how_many_cases_each_stands_for() -> None:
    cases = answered("protection_enough", yes=2, no=2)
    matrix = in_strata(cases, "a", "b", "a", "b")
    sample = SampleFacts({"a": SampledStratum(20), "b": SampledStratum(4, not_of_population=2)})
    cell = first(matrix, sample, weight="design")
    assert (cell.numerator, cell.exact, cell.per_cent) == (2, (1, 2), 50)
    only_a = first(matrix, sample, weight="design", filter={"question": "protection_enough", "is": "yes"})
    assert (only_a.exact, only_a.per_cent) == ((1, 1), 100)
    uneven = in_strata(cases, "a", "a", "a", "b")
    assert first(uneven, sample, weight="design").exact == (5, 8)


@pytest.mark.parametrize(
    ("weight", "measure", "named", "said"),
    [
        ("design", "per_cent_judged", "design", "Per cents and averages are weighted by the draw: "),
        ("design", "count", "design", "Counts are weighted by the draw: "),
        ({"attribute": "importance"}, "mean", "importance", "Per cents and averages are weighted by “"),
        ({"attribute": "importance"}, "count", "importance", "Counts are weighted by “"),
    ],
)
def test_a_weighted_table_says_so(weight: Any, measure: str, named: str, said: str) -> None:
    matrix = in_strata(answered("protection_enough", yes=2, no=2), "a", "b", "a", "b")
    sample = design_of(matrix, SampleFacts({"a": SampledStratum(20), "b": SampledStratum(4)}))
    made = table_of(weight=weight, measure=measure)
    [table] = fill_all(matrix, [made], sample)
    assert table.weight == named
    assert [note for note in table.notes if "weighted" in note and note.startswith(said)]
    welsh = fill_all(matrix, [made], sample, Phrasing(TableWords(), "cy"))[0]
    assert [note for note in welsh.notes if "wedi’u pwysoli yn ôl" in note]
    assert not [note for note in fill_all(matrix, [table_of()])[0].notes if "weighted" in note]


def test_without_a_draw_nothing_is_weighted_by_it_and_no_table_says_so() -> None:
    [table] = fill_all(matrix_of(answered("protection_enough", yes=2, no=2)), [table_of(weight="design")])
    assert table.weight == ""
    assert not [note for note in table.notes if "weighted" in note]


@pytest.mark.parametrize("weight", ["none", "design", {"attribute": "importance"}])
@pytest.mark.parametrize("measure", ["count", "per_cent_judged", "per_cent_asked"])
@pytest.mark.parametrize(
    "cases", [[], answered("protection_enough", na=3), answered("protection_enough", yes=1)]
)
@pytest.mark.parametrize("only", [None, {"question": "screening", "is": "absent"}])
def test_where_there_is_nothing_to_count_there_is_a_reason(
    cases: list[Case], measure: str, weight: Any, only: Any
) -> None:
    matrix = in_strata(cases, *("a" for _ in cases))
    sample = SampleFacts({"a": SampledStratum(10)})
    for fields in ({"filter": only}, {"base": only}):
        cell = first(matrix, sample, measure=measure, weight=weight, **fields)
        assert cell.reason or cell.value or (cases and only is None)
    for break_ in ({"attribute": "rosh"}, {"area": "region"}, {"assessor": True}, {"point": True}):
        for row in fill_all(matrix, [table_of(**{"break": break_}, filter=only)])[0].rows:
            for cell in row.cells:
                assert_sensible(cell)


def test_a_base_that_no_case_is_part_of_says_so() -> None:
    cell = first(
        matrix_of(answered("protection_enough", yes=2)), base={"question": "screening", "is": "absent"}
    )
    assert (cell.denominator, cell.outside) == (0, 2)
    assert cell.reason == "No case is part of the base of this table."


def test_questions_stand_under_their_own_point() -> None:
    table = fill_all(
        matrix_of(answered("protection_enough", yes=2)), [table_of(**{"break": {"point": True}})]
    )[0]
    assert [column.id for column in table.columns] == ["total", "custody"]
    assert [cell.per_cent for cell in table.rows[0].cells] == [100, 100]


def test_a_group_adds_options_of_one_question() -> None:
    parts = [{"question": "screening", "options": ["present", "blank"]}]
    rows = [{"group": {"id": "screened", "label": "Screened at all", "parts": parts}}]
    table = fill_all(matrix_of(answered("screening", present=2, blank=1, absent=1)), [table_of(rows=rows)])[0]
    assert (table.rows[0].id, table.rows[0].label) == ("group.screened", "Screened at all")
    assert table.rows[0].cells[0].exact == (3, 4)


def test_cases_outside_the_draw_weigh_nothing() -> None:
    matrix = in_strata(answered("protection_enough", yes=1, no=1), "", "")
    cell = first(matrix, SampleFacts({"a": SampledStratum(10)}))
    assert (cell.per_cent, cell.estimate and cell.estimate.value) == (50, None)
    assert cell.estimate is not None
    assert cell.estimate.reason == "Every judged case has weight 0, so they stand for no case."
    weighted = first(matrix, SampleFacts({"a": SampledStratum(10)}), weight="design")
    assert (weighted.per_cent, weighted.reason) == (None, cell.estimate.reason)


def test_a_stratum_the_draw_does_not_have_makes_intervals_simple() -> None:
    matrix = in_strata(answered("protection_enough", yes=1, no=1), "a", "b")
    cell = first(matrix, SampleFacts({"a": SampledStratum(10)}))
    assert cell.estimate is not None
    assert cell.estimate.method == "wilson"


def test_a_stratum_with_one_case_has_an_estimate_with_its_note() -> None:
    matrix = in_strata(answered("protection_enough", yes=2, no=2), "a", "a", "a", "b")
    cell = first(matrix, SampleFacts({"a": SampledStratum(10), "b": SampledStratum(5)}))
    assert cell.estimate is not None
    assert cell.estimate.notes == ("lone_case",)
    assert cell.estimate.low is not None


def test_one_judged_case_has_no_interval_and_says_why() -> None:
    cell = first(in_strata(answered("protection_enough", yes=1), "a"), SampleFacts({"a": SampledStratum(10)}))
    assert cell.estimate is not None
    assert (cell.estimate.value, cell.estimate.low) == (1.0, None)
    assert "too few" in (cell.estimate.reason or "")


@pytest.mark.parametrize("interval", ["logit", "korn_graubard"])
def test_estimates_are_those_of_the_estimate_command(interval: str) -> None:
    matrix = in_strata(answered("protection_enough", yes=5, no=4, na=1), *"aaabbbbbab")
    sample = SampleFacts({"a": SampledStratum(30, 1), "b": SampledStratum(50)})
    cell = first(matrix, sample, interval=interval)
    design = Design({"a": Stratum(30, 5), "b": Stratum(50, 6)})
    judged = Judged(np.array([3, 2]), np.array([1, 3]), np.array([0, 1]))
    expected = estimate(design, judged, 0.95)
    made = cell.estimate
    assert made is not None
    assert made.value == pytest.approx(expected.estimate, rel=1e-11)
    assert made.se == pytest.approx(expected.se, rel=1e-11)
    assert (made.low, made.high) == pytest.approx(getattr(expected, interval), rel=1e-11)
    assert made.df == expected.df


def test_means_have_estimates_by_the_design() -> None:
    cases: list[Case] = [({}, {"contacts": number}) for number in (1, 2, 4, 8)]
    sample = SampleFacts({"a": SampledStratum(30), "b": SampledStratum(50)})
    matrix = in_strata(cases, *"aabb")
    cell = first(matrix, sample, rows=[{"questions": ["contacts"]}], measure="mean")
    (expected,) = estimate_means(
        Design({"a": Stratum(30, 2), "b": Stratum(50, 2)}),
        np.array([0, 0, 1, 1]),
        np.array([1.0, 2, 4, 8]),
        np.zeros(4, dtype=np.int64),
        1,
        0.95,
    )
    assert cell.estimate is not None
    assert cell.estimate.value == pytest.approx(expected.estimate, rel=1e-11)
    assert (cell.estimate.low, cell.estimate.high) == pytest.approx(expected.interval, rel=1e-11)
