from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from inspect_app.ledger.chain import Head, anchor, beginning, link, position
from inspect_app.ledger.entries import Save, text_digest
from tests.unit.ledger.samples import ASSESSMENT, NO, answer, save

NOON = datetime(2016, 6, 6, 12, tzinfo=UTC)


def test_everything_a_save_says_is_in_its_hash() -> None:
    one = save(1, answer("seen", NO))
    others = {
        field.name: replace(one, **{field.name: "else"}) for field in fields(Save) if field.name != "entries"
    }
    others["entries"] = save(1, answer("seen", NO, "parent"))

    assert len({other.content_hash for other in (one, *others.values())}) == len(fields(Save)) + 1


def test_a_chain_depends_on_what_came_before_and_when() -> None:
    start = beginning(ASSESSMENT)
    heads = {
        start,
        beginning("another"),
        link(start, "a", NOON),
        link(start, "b", NOON),
        link(beginning("another"), "a", NOON),
        link(start, "a", NOON + timedelta(microseconds=1)),
    }

    assert len(heads) == 6
    assert link(start, "a", NOON) == link(start, "a", NOON.astimezone(timezone(timedelta(hours=1))))


def test_a_position_names_a_set() -> None:
    assert position(["a", "b"]) == position(["b", "a", "b"])
    assert len({position([]), position(["a"]), position(["a", "b"]), position(["ab"])}) == 4


def test_an_anchor_tells_where_every_chain_ends() -> None:
    one, two = Head("a", 2, "x"), Head("b", 3, "y")
    told = anchor([one, two])

    assert (told["assessments"], told["saves"]) == (2, 5)
    assert anchor([two, one]) == told
    others = [
        one._replace(assessment="c"),
        one._replace(saves=1),
        one._replace(chain="z"),
    ]
    assert len({anchor([two, other])["heads"] for other in (one, *others)}) == 4


def test_a_text_is_told_from_its_salt() -> None:
    assert text_digest("ab", "c") != text_digest("a", "bc")


def test_published_forms_do_not_change() -> None:
    assert save(1, answer("seen", NO)).content_hash == CONTENT
    assert link(beginning(ASSESSMENT), CONTENT, NOON) == CHAIN
    assert position(["a", "b"]) == POSITION
    assert text_digest("salt", "words") == DIGEST


CONTENT = "e11b2673a9880154e0acb9511ca9b725cb3b4d970660b9822d8f925acbf1e0da"
CHAIN = "b0b204f981f90fde9a7a6914f22f1d587db2a79674885f1e73e514fb69f3507e"
POSITION = "0473ef2dc0d324ab659d3580c1134e9d812035905c4781fdd6d529b0c6860e13"
DIGEST = "cbf988b704816b92230c095b31e7a5a19db248c5857daac998456d132100c7ee"
