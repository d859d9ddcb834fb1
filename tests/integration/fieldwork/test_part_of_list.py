"""A change to one row states every row anew that it bears on, as checking the whole list would."""

from datetime import date
from random import Random

import pytest

from inspect_app.fieldwork import part_of_list
from inspect_app.fieldwork.check_long_list import load_list, standings
from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.part_of_list import load_part
from inspect_app.fieldwork.restore_row import restore_row
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import inspections
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

VALUES = {
    "crn": ("X1", "x 1", "X2", "X3", "X4", ""),
    "pnc": ("1999/1A", "1999/ 1a", "1999/2B", "1999/3C", ""),
    "family_name": ("Ash", "ASH", "Birch", "Cedar", ""),
    "first_names": ("Ada", "Bo"),
    "date_of_birth": ("01/02/1990", "1990-02-01", "03/04/1991", "?", ""),
    "start_date": ("04/03/2015", "05/03/2015", "01/01/2017", "TBC"),
}
"""So few that rows come to be the same person, by one mark or by a chain of them, and cease to be."""


def some_cells(random: Random) -> dict[str, str]:
    """One or two cells that other rows may have too."""
    return {key: random.choice(VALUES[key]) for key in random.sample(sorted(VALUES), random.randint(1, 2))}


@pytest.fixture
def random() -> Random:
    """The same at every run."""
    return Random(5)  # noqa: S311 - any changes do


@pytest.fixture
def listed(session: Session, actor: Actor, clock: Clock, ref: str, random: Random) -> str:
    """An inspection with thirty such rows, of which the last four stand below the end of the list."""
    made = [cells(row(number, **some_cells(random))) for number in range(2, 32)]
    data = xlsx([HEADINGS, *made[:26], [], *made[26:]])
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=date(2016, 3, 1))
    return ref


def change(session: Session, actor: Actor, clock: Clock, ref: str, random: Random) -> str:
    """Changes some row in some way; answers which, or "" where that changes nothing."""
    number, kind = (
        random.choice([*range(2, 28), *range(29, 33)]),
        random.choice(["cell", "cell", "in or out"]),
    )
    common = {"ref": ref, "row": number, "reason": "as the file says"}
    try:
        if kind == "cell":
            column, value = next(iter(some_cells(random).items()))
            correct_row(session, actor, clock, column=column, value=value, **common)
            return "corrected"
        try:
            restore_row(session, actor, clock, **common)
            return "restored"
        except UserError:
            exclude_row(session, actor, clock, **common)
            return "excluded"
    except UserError:
        return ""


@pytest.mark.parametrize("most", [part_of_list.MOST_AT_ONCE, 1])
def test_every_row_stands_as_if_the_whole_list_were_checked(
    session: Session,
    actor: Actor,
    clock: Clock,
    listed: str,
    random: Random,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(part_of_list, "MOST_AT_ONCE", most)
    inspection, definition = inspections.find(session, listed)
    done = set()
    for _ in range(60):
        done.add(change(session, actor, clock, listed, random))
        stored = load_list(session, inspection.id)
        whole = standings(stored.check(definition))
        assert {row.number: row.standing for row in stored.rows} == whole
    assert done == {"corrected", "restored", "excluded", ""}
    assert {each.state for each in whole.values()} == {"eligible", "excluded", "problem"}


def test_a_row_bears_on_those_with_its_marks_or_theirs(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    born = {"family_name": "Ash", "first_names": "Ada", "date_of_birth": "01/02/1990"}
    made = [
        row(2, crn="X7"),
        row(3, crn="x 7", pnc="1999/1A"),
        row(4, pnc="1999/ 1a", **born),
        row(5, **{**born, "family_name": "ASH"}),
        row(6, **{**born, "first_names": "Bo"}),
        row(7),
    ]
    data = xlsx([HEADINGS, *map(cells, made)])
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=date(2016, 3, 1))
    inspection, definition = inspections.find(session, ref)

    def part(number: int, **corrected: str) -> set[int]:
        loaded = load_part(session, inspection.id, definition, number, corrected)
        return {each.number for each in loaded.rows}

    assert [part(number) for number in (2, 5)] == [{2, 3, 4, 5}] * 2
    assert [part(6), part(7)] == [{6}, {7}]
    assert part(7, crn="X7") == {2, 3, 4, 5, 7}
    with pytest.raises(UserError, match="has no row 8"):
        part(8)
