from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from inspect_app.ledger.access_chain import Event, beginning, link
from inspect_app.ledger.entries import Actor

NOON = datetime(2016, 6, 6, 12, tzinfo=UTC)
EVENT = Event(NOON, Actor("pat", "laptop-7"), "case.identify", "north", "case 001", {"size": 86})


def test_everything_a_line_tells_is_in_its_link() -> None:
    others = {
        "at": NOON + timedelta(microseconds=1),
        "actor": Actor("pat", "laptop-8"),
        "action": "else",
        "inspection": None,
        "subject": "else",
        "detail": {"size": 87},
        "reason": "else",
        "recipient": "else",
    }
    assert others.keys() == {field.name for field in fields(Event)}
    told = [EVENT, *(replace(EVENT, **{name: value}) for name, value in others.items())]

    assert len({link("head", event) for event in told}) == len(told)
    assert link("head", EVENT) != link("head", replace(EVENT, actor=Actor("sam", "laptop-7")))


def test_a_link_depends_on_what_came_before() -> None:
    assert link("head", EVENT) != link("another", EVENT)


def test_a_moment_is_the_same_in_every_zone() -> None:
    summer = NOON.astimezone(timezone(timedelta(hours=1)))
    assert link("head", replace(EVENT, at=summer)) == link("head", EVENT)


def test_each_chain_has_a_beginning_of_its_own() -> None:
    assert len({beginning(None), beginning(""), beginning("None"), beginning("north")}) == 4


def test_published_forms_do_not_change() -> None:
    """Computed with nothing but hashlib and json from the page for administrators."""
    assert beginning("north") == BEGINNING
    assert link(BEGINNING, EVENT) == LINK


BEGINNING = "8a56560c889ed052fe74553acb6540848db06a1bd1dcce55b1013a3e08aa9e10"
LINK = "2bcdccd5abf66817b9f010bfb4964f88ec407bb9115d9bcb7c8afc624c651465"
