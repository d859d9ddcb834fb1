"""Nothing hidden in an edition can be worked out from what is shown, also between tables of other cases."""

import random

import pytest

from inspect_app.findings.background import background_of
from inspect_app.findings.build_snapshot import build_snapshot
from inspect_app.findings.disclosure import Disclosure, Why
from inspect_app.findings.disclosure_log import suppressed_cells
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.rounding import rounded
from inspect_app.findings.snapshot import Snapshot, from_json, to_json
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.suppression import edition
from inspect_app.findings.views import every_view
from tests.unit.findings.attack import Attack, Known
from tests.unit.findings.small_instrument import SMALL, Case, facts_of, matrix_of

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
