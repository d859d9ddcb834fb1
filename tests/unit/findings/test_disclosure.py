"""Nothing hidden in an edition can be worked out from what is shown, also between tables of other cases."""

import json
import random
from dataclasses import replace

import pytest

from inspect_app.findings.background import background_of
from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.disclosure import Disclosure, Why
from inspect_app.findings.disclosure_log import suppressed_cells
from inspect_app.findings.figures import Measure
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.rounding import round_cell, rounded
from inspect_app.findings.snapshot import SamplingFacts, Snapshot, StratumFacts, from_json, to_json
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.suppression import edition
from inspect_app.findings.views import every_view
from inspect_app.questionnaire.model import Definition
from tests.unit.findings.attack import Attack, Known
from tests.unit.findings.small_instrument import BODY, SMALL, Case, facts_of, matrix_of

OWN = [
    {
        "id": "of_some_risk",
        "rows": [{"key_questions": "all"}, {"questions": ["plan_enough"]}],
        "filter": {"attribute": "rosh", "any_of": ["medium", "high"]},
        "break": {"attribute": "ldu"},
    },
    {
        "id": "of_the_north",
        "rows": [{"questions": ["protection_enough", "plan_enough"]}],
        "filter": {"attribute": "ldu", "is": "North"},
        "break": {"attribute": "rosh"},
    },
    {
        "id": "screened",
        "rows": [{"key_questions": "all"}, {"questions": ["protection_enough"]}],
        "base": {"question": "screening", "any_of": ["present", "blank"]},
        "break": {"attribute": "rosh"},
    },
    {
        "id": "asked",
        "rows": [{"questions": ["protection_enough"]}],
        "measure": "per_cent_asked",
        "break": {"attribute": "ldu"},
    },
]
DEFINED = tuple(TableDefinition.model_validate({"title": one["id"]} | one) for one in OWN)
TABLES = (*every_view(SMALL), *DEFINED)
KNOWN = Known(
    SMALL,
    {table.id: table for table in TABLES},
    {"rosh": ["low", "medium", "high", ""], "ldu": ["North", "East", ""]},
    "screening",
)
CHOICES = ("screening", "plan_enough", "protection_enough")
TINY = {1: 3, 15: 3, 31: 2, 70: 2, 79: 3, 86: 2, 89: 2, 121: 2}
"""Thresholds of inspections of 10 or 12 cases: a number was given away there, as none is below zero."""


def scored(seed: int) -> list[Case]:
    """Cases by chance, 10 to 90 of them."""
    chance = random.Random(seed)  # noqa: S311  # cases for a test, no secret
    cases: list[Case] = []
    for _ in range(chance.choice([10, 12, 20, 40, 60, 90])):
        attributes = {"rosh": chance.choice(["low", "low", "medium", "high"])}
        if chance.random() < 0.8:
            attributes["ldu"] = chance.choice(["North", "North", "East"])
        screening = chance.choice(["present", "present", "blank", "absent"])
        plan = chance.choice(["fully", "mostly", "no"])
        protection = chance.choice(["yes", "yes", "no", "na", "dk"])
        cases.append(
            (attributes, {"screening": screening, "plan_enough": plan, "protection_enough": protection})
        )
    return cases


def whole(matrix: AnswerMatrix) -> Snapshot:
    return build_snapshot(matrix, facts_of(matrix), tables=TABLES)


def numbers(snapshot: Snapshot, table: str, row: str) -> list[int | None]:
    return next(
        [cell.numerator for cell in each.cells] for each in snapshot.table(table).rows if each.id == row
    )


@pytest.mark.parametrize("seed", [*TINY, *range(200, 208)])
def test_no_linear_programme_gives_a_hidden_number(seed: int) -> None:
    """A zero is about nobody: it is hidden to protect others, and can sometimes be worked out."""
    matrix = matrix_of(scored(seed))
    threshold = TINY.get(seed, 2 + seed % 5)
    public = edition(whole(matrix), Disclosure(threshold), "public", background_of(matrix, TABLES))
    attacks = [Attack(public, KNOWN, SMALL.by_id[question]) for question in CHOICES]
    assert any(attack.hidden for attack in attacks)
    assert [found for attack in attacks for found in attack.derived() if found[-1] > 0.5] == []


def by_risk(**figures: tuple[int, int]) -> list[Case]:
    return [
        ({"rosh": risk}, {"protection_enough": answer})
        for risk, (yes, no) in figures.items()
        for answer in ["yes"] * yes + ["no"] * no
    ]


def test_the_attack_finds_what_only_the_first_step_hides() -> None:
    matrix = matrix_of(by_risk(low=(30, 30), medium=(10, 10), high=(3, 20)))
    settings = Disclosure(5, secondary=False)
    public = edition(whole(matrix), settings, "public", background_of(matrix, TABLES))
    found = Attack(public, KNOWN, SMALL.by_id["protection_enough"]).derived()
    assert ("key_questions.by.rosh", "protection_enough.yes", "high") in [each[:3] for each in found]


def test_without_the_second_step_small_numbers_alone_are_hidden() -> None:
    matrix = matrix_of(by_risk(low=(30, 30), medium=(10, 10), high=(3, 20)))
    snapshot, row = whole(matrix), ("key_questions.by.rosh", "protection_enough.yes")
    background = background_of(matrix, TABLES)
    assert numbers(edition(snapshot, Disclosure(5, secondary=False), "public", background), *row) == [
        *(43, 30, 10, None)
    ]
    log = {
        (cell.table, cell.row, cell.column): cell.why
        for cell in suppressed_cells(snapshot, Disclosure(5), background)
    }
    assert log[(*row, "high")] is Why.SMALL
    assert log[(*row, "medium")] is Why.SUM
    assert (*row, "low") not in log


def test_tables_about_nearly_the_same_cases_do_not_tell_of_the_few_others() -> None:
    """Of 60 cases 58 are in the base: the answers of all less those in the base are the answers of two."""
    cases: list[Case] = [
        (
            {"rosh": "low"},
            {
                "screening": "absent" if place < 2 else "present",
                "protection_enough": "yes" if place % 2 else "no",
            },
        )
        for place in range(60)
    ]
    matrix = matrix_of(cases)
    snapshot, background = whole(matrix), background_of(matrix, TABLES)
    public = edition(snapshot, Disclosure(5), "public", background)
    row = "protection_enough.yes"
    shown = (numbers(public, "section.protection", row)[0], numbers(public, "screened", row)[0])
    assert None in shown
    assert Why.DIFFERENCE in {cell.why for cell in suppressed_cells(snapshot, Disclosure(5), background)}


def test_a_table_whose_cases_are_not_known_is_refused() -> None:
    matrix = matrix_of(by_risk(low=(30, 30)))
    with pytest.raises(ValueError, match="Which cases table of_some_risk is about must be known"):
        edition(whole(matrix), 5)


def test_an_answer_is_not_given_back_by_the_question_asked_after_it() -> None:
    """Few are blank, so absent is hidden too; help is asked of the present alone."""
    cases: list[Case] = [
        (
            {},
            {"screening": value}
            | ({"help": ["debt" if place % 2 else "housing"]} if value == "present" else {}),
        )
        for value, times in {"present": 20, "blank": 3, "absent": 63}.items()
        for place in range(times)
    ]
    matrix = matrix_of(cases)
    tables = every_view(SMALL)
    snapshot = build_snapshot(matrix, facts_of(matrix), tables=tables)
    public = edition(snapshot, Disclosure(5), "public", background_of(matrix, tables))
    (present,) = numbers(public, "section.plan", "screening.present")
    asked = public.table("section.plan").rows[3].cells[0]
    assert present is None
    assert asked.suppressed or asked.not_asked is None


def test_counts_are_rounded_and_per_cents_follow() -> None:
    matrix = matrix_of(by_risk(low=(30, 32), medium=(11, 12), high=(7, 20)))
    snapshot, background = whole(matrix), background_of(matrix, TABLES)
    public = edition(snapshot, Disclosure(0, rounding=5), "public", background)
    table = public.table("key_questions.by.rosh")
    cell = table.rows[1].cells[1]
    assert [column.cases for column in table.columns] == [112, 60, 25, 25]
    assert (cell.numerator, cell.denominator, cell.per_cent, cell.exact) == (30, 60, 50, (1, 2))
    assert table.notes[-1] == "Counts are rounded to the nearest 5; per cents are of rounded counts."
    rating = public.ratings[1]
    assert rating.per_cent == rating.key_questions[0].cell.per_cent
    assert rating.flags == ()
    assert "before counts were rounded" in rating.explanation[-1]
    assert (public.counted, public.edition.derived_from) == ((), snapshot.ledger_position)
    assert from_json(to_json(public)) == public


@pytest.mark.parametrize(
    ("count", "base", "result"), [(0, 5, 0), (2, 5, 0), (3, 5, 5), (5, 10, 10), (7, 5, 5), (12, 3, 12)]
)
def test_half_a_base_is_rounded_up(count: int, base: int, result: int) -> None:
    assert rounded(count, base) == result


@pytest.mark.parametrize("seed", [54, 55, 59, *range(8)])
def test_no_band_gives_a_hidden_number(seed: int) -> None:
    """Few cases, nearly all of them sufficient: a band says how many were not, unless it is left out too."""
    chance = random.Random(seed)  # noqa: S311  # cases for a test, no secret
    cases: list[Case] = []
    for _ in range(chance.choice([5, 6, 7, 8, 9, 10, 12, 14, 18])):
        risk = chance.choice(["low", "low", "medium"])
        plan = chance.choice(["fully", "mostly", "mostly", "no"])
        protection = chance.choice(["yes", "yes", "yes", "no", "na"])
        given = {"screening": "present", "plan_enough": plan, "protection_enough": protection}
        cases.append(({"rosh": risk}, {**given, "help": ["debt"]}))
    matrix = matrix_of(cases)
    settings = Disclosure(chance.choice([3, 4, 5]))
    public = edition(whole(matrix), settings, "public", background_of(matrix, TABLES))
    attacks = [Attack(public, KNOWN, SMALL.by_id[question]) for question in CHOICES[1:]]
    assert [found for attack in attacks for found in attack.derived() if found[-1] > 0.5] == []


def test_nothing_is_shown_of_fewer_cases_than_the_threshold() -> None:
    matrix = matrix_of(by_risk(low=(3, 0), medium=(1, 0)))
    snapshot, background = whole(matrix), background_of(matrix, TABLES)
    public = edition(snapshot, Disclosure(5), "public", background)
    assert all(cell.suppressed for table in public.tables for row in table.rows for cell in row.cells)
    assert {rating.band for rating in public.ratings} == {None}
    assert public.overall is not None
    assert snapshot.overall is not None
    assert (public.overall.band_title, public.overall.points, snapshot.overall.points) == (
        "Suppressed",
        None,
        3,
    )
    hidden = {
        (cell.table, cell.row, cell.column) for cell in suppressed_cells(snapshot, Disclosure(5), background)
    }
    assert hidden >= {
        (table.id, row.id, column.id)
        for table in snapshot.tables
        for row in table.rows
        for column in table.columns
    }


def test_a_band_of_few_cases_is_left_out_and_so_is_the_sum_it_counts_in() -> None:
    """Of 8 cases 7 are 88 per cent, and 8 would be shown: Outstanding is 7. Of 12, 10 or 11 are."""
    for yes, no, band in ((7, 1, None), (11, 1, "outstanding")):
        matrix = matrix_of(by_risk(low=(yes, no)))
        public = edition(whole(matrix), Disclosure(3), "public", background_of(matrix, TABLES))
        protecting = next(rating for rating in public.ratings if rating.id == "protecting")
        assert (protecting.band, protecting.suppressed, protecting.per_cent) == (band, True, None)
        assert public.overall is not None
        assert (public.overall.points is None) == (band is None)


def test_why_cases_are_left_out_is_hidden_where_there_are_several_reasons() -> None:
    """Only not applicable and don't know can be confused with each other."""
    cases: list[Case] = [
        ({}, {"protection_enough": answer, "alerts_enough": "yes"})
        for answer, times in {"yes": 20, "no": 20, "na": 2}.items()
        for _ in range(times)
    ]
    matrix = matrix_of(cases)
    public = edition(whole(matrix), Disclosure(5), "public", background_of(matrix, TABLES))
    cell = public.table("section.protection").rows[0].cells[0]
    assert (cell.denominator, cell.statuses_suppressed, cell.not_applicable) == (40, True, None)


def test_one_reason_to_be_left_out_is_told() -> None:
    body = json.loads(json.dumps(BODY))
    body["answer_sets"]["judged"] = [each for each in body["answer_sets"]["judged"] if each["value"] != "dk"]
    definition = Definition.model_validate(body)
    cases: list[Case] = [
        ({}, {"protection_enough": answer}) for answer in ["yes"] * 20 + ["no"] * 20 + ["na"] * 2
    ]
    matrix = matrix_of(cases, definition)
    tables = every_view(definition)
    snapshot = build_snapshot(matrix, facts_of(matrix), tables=tables)
    public = edition(snapshot, Disclosure(5), "public", background_of(matrix, tables))
    cell = public.table("section.protection").rows[0].cells[0]
    assert (cell.denominator, cell.statuses_suppressed, cell.not_applicable) == (40, False, 2)


def test_the_sample_by_stratum_is_no_further_breakdown() -> None:
    matrix = matrix_of(by_risk(low=(30, 30), medium=(10, 10)))
    strata = (StratumFacts("men", "Men", 454, 38, 32, 6, 32), StratumFacts("women", "Women", 169, 9, 8, 1, 8))
    sampling = SamplingFacts("seed", "systematic", "1", "ab" * 32, 40, strata)
    snapshot = replace(whole(matrix), sampling=sampling)
    background = background_of(matrix, TABLES)
    shown = edition(snapshot, Disclosure(5), "public", background).sampling
    assert shown is not None
    assert shown.strata[0] == StratumFacts("men", "Men", 454, None, None, None, None)
    assert edition(snapshot, Disclosure(0), "public", background).sampling == sampling
    hidden = edition(snapshot, Disclosure(200), "public", background).sampling
    assert hidden is not None
    assert hidden.strata == ()


def test_a_weighted_per_cent_is_left_out_where_counts_are_rounded() -> None:
    """The per cent of rounded counts is another figure, and the weighted one tells counts."""
    table = TableDefinition.model_validate(
        {"id": "weighted", "title": "W", "rows": [{"key_questions": "all"}], "weight": "design"}
    )
    matrix = matrix_of(by_risk(low=(30, 31)))
    made = build_snapshot(matrix, facts_of(matrix), tables=[table])
    weighted = tuple(replace(each, weight="design") for each in made.tables)  # as if there were a draw
    snapshot = replace(made, tables=weighted)
    public = edition(snapshot, Disclosure(0, rounding=5), "public", background_of(matrix, [table]))
    cell = public.table("weighted").rows[1].cells[0]
    assert (cell.suppressed, cell.per_cent) == (True, None)
    assert "weighted figures" in (cell.reason or "")
    low = replace(snapshot.table("weighted").rows[1].cells[0], low=True)
    assert not round_cell(low, Measure.SHARE, 5).low
