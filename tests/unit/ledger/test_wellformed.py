from typing import Any

import pytest

from inspect_app.ledger.entries import Entry, EntryKind, MalformedSave
from inspect_app.ledger.wellformed import check_well_formed
from tests.unit.ledger.samples import NO, answer, entry_id, save


def nested(depth: int) -> list[Any]:
    """Lists within lists."""
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def test_a_save_that_can_be_stored() -> None:
    check_well_formed(save(1, answer("seen", NO, entry_id(2), entry_id(3, 999))))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "one"}, "its id is not a version 7 UUID"),
        ({"id": "0190a000-0000-4000-8000-000000000001"}, "its id is not a version 7 UUID"),
        ({"id": "0190A000-0000-7000-8000-00000000000A"}, "its id is not a version 7 UUID"),
        ({"assessment": "001"}, "its assessment is not a UUID"),
        ({"author": ""}, "its author or device is not a name"),
        ({"device": "a\nb"}, "its author or device is not a name"),
        ({"device": "x" * 201}, "its author or device is not a name"),
        ({"made_at": "this morning"}, "it does not say in UTC when it was made"),
        ({"made_at": "2016-06-06T09:00:00"}, "it does not say in UTC when it was made"),
        ({"made_at": "2016-06-06T09:00:00+01:00"}, "it does not say in UTC when it was made"),
        ({"definition_hash": "abc"}, "it does not name a definition and its text revision"),
        ({"text_revision": 0}, "it does not name a definition and its text revision"),
        ({"entries": ()}, "it has 0 entries, where 1 to 1,000 are allowed"),
        ({"entries": (answer("seen", NO),) * 1001}, "it has 1,001 entries, where 1 to 1,000 are allowed"),
        ({"entries": (answer("", NO),)}, "entry 0 is not about what an answer is about"),
        (
            {"entries": (answer("seen", NO), Entry(EntryKind.STATE, "seen", {}))},
            "entry 1 is not about what a change of state is about",
        ),
        ({"entries": (answer("Shoe size", NO),)}, "entry 0 is not about what an answer is about"),
        (
            {"entries": (Entry(EntryKind.EVIDENCE, "seen", None),)},
            "entry 0 is not about what a piece of evidence is about",
        ),
        (
            {"entries": (Entry(EntryKind.ALERT, "seen/XYZ", {}),)},
            "entry 0 is not about what an alert is about",
        ),
        (
            {"entries": (Entry(EntryKind.VISIT, "seen/0123abcd", {}),)},
            "entry 0 is not about what a visit is about",
        ),
        ({"entries": (answer("seen", NO, "x/0"),)}, "entry 0 names a parent that is not an entry"),
        (
            {"entries": (answer("seen", NO, entry_id(1, 1000)),)},
            "entry 0 names a parent that is not an entry",
        ),
        ({"entries": (answer("seen", float("nan")),)}, "it holds something that JSON cannot"),
        ({"entries": (answer("seen", "\ud800"),)}, "it holds something that JSON cannot"),
        ({"entries": (answer("seen", nested(100_000)),)}, "it holds something that JSON cannot"),
        ({"entries": (answer("seen", "x" * 200_000),)}, "its entries are longer than 200,000 bytes"),
    ],
)
def test_what_is_no_save(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(MalformedSave) as error:
        check_well_formed(save(1, answer("seen", NO), **changes))

    assert str(error.value) == f"This save cannot be read: {fault}."


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(MalformedSave, match=r"its assessment is not a UUID; it has 0 entries"):
        check_well_formed(save(1, assessment="001"))
