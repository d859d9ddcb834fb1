"""What must hold whatever people save: the order of receipt, repetition and odd values change nothing."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.ledger.advance import advance
from inspect_app.ledger.assessment import from_json, to_json
from inspect_app.ledger.entries import Entry, EntryKind, Save, entries_from_json, entries_json
from inspect_app.ledger.heads import VerdictKind
from inspect_app.ledger.replay import replay
from inspect_app.ledger.states import Action
from inspect_app.ledger.validity import why_invalid
from inspect_app.ledger.wellformed import check_well_formed
from inspect_app.questionnaire.path import walk
from tests.unit.ledger.samples import DEFINITION, NO, YES, answer, comment, entry_id, move, save, save_id

VALUES: dict[str, list[Any]] = {
    "seen": [YES, NO, "na", None, "maybe", 3],
    "needs": [[YES], [YES, NO], None, [], "yes"],
    "contacts": [0, 3, 20, 21, None, "3"],
    "remarks": [comment("needs", "Some words").value, None, "in the clear"],
    "shoe_size": [43],
}
NUMBERS = range(1, 7)
PARENTS = st.lists(st.sampled_from([entry_id(number) for number in NUMBERS]), max_size=2, unique=True)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Answers and comments, valid or not, that follow any others, even themselves."""
    subject = draw(st.sampled_from(list(VALUES)))
    parents = draw(PARENTS)
    if draw(st.booleans()):
        return answer(subject, draw(st.sampled_from(VALUES[subject])), *parents)
    return comment(subject, draw(st.sampled_from(["Housing", "Debt", None])), *parents)


SAVES = st.lists(st.lists(entries(), min_size=1, max_size=3), max_size=len(NUMBERS)).map(
    lambda contents: [save(number, *given) for number, given in zip(NUMBERS, contents, strict=False)]
)


@given(SAVES, st.data())
def test_order_and_repetition_make_no_difference(saves: list[Save], data: st.DataObject) -> None:
    repeated = saves + data.draw(st.lists(st.sampled_from(saves), max_size=4)) if saves else []
    shuffled = data.draw(st.permutations(repeated))

    assert replay(DEFINITION, {}, shuffled) == replay(DEFINITION, {}, saves)


@given(SAVES, SAVES, st.data())
def test_what_came_late_in_any_order_applies_the_same_once_the_case_is_open_again(
    before: list[Save], late: list[Save], data: st.DataObject
) -> None:
    later = [save(100 + number, *one.entries) for number, one in enumerate(late)]
    opening = save(1000, answer("seen", NO))
    submit = save(1001, move(Action.SUBMIT, [1000]))
    seen = [1000, 1001, *range(100, 100 + len(later)), *range(1, len(before) + 1)]
    reopen = save(1002, move(Action.RETURN, seen, "Look again"))
    arrived = data.draw(st.permutations([*before, *later]))

    returned = replay(DEFINITION, {}, [opening, submit, *arrived, reopen])

    never_closed = replay(DEFINITION, {}, [opening, *before, *later])
    assert returned.late == 0
    assert (returned.answers, returned.commented, returned.conflicts, returned.path) == (
        never_closed.answers,
        never_closed.commented,
        never_closed.conflicts,
        never_closed.path,
    )


@given(SAVES)
def test_only_valid_answers_that_stand_alone_count(saves: list[Save]) -> None:
    state = replay(DEFINITION, {}, saves)

    by_id = {id_: entry for one in saves for id_, entry in one.by_id.items()}
    for thing, heads in state.heads.items():
        assert all(by_id[id_].thing == thing for id_ in heads)
        assert all(why_invalid(DEFINITION, by_id[id_]) is None for id_ in heads)
        different = {repr(by_id[id_].value) for id_ in heads}
        assert (thing in state.conflicts) == (len(different) > 1)
        expected = VerdictKind.CONFLICT if thing in state.conflicts else VerdictKind.APPLIED
        assert all(state.verdict(id_).kind is expected for id_ in heads)
    disputed = {thing.partition(":")[2] for thing in state.conflicts if thing.startswith("answer:")}
    assert not disputed & state.answers.keys()
    assert state.path == walk(DEFINITION, {}, state.answers, state.commented)


@given(SAVES)
def test_an_entry_that_names_all_heads_resolves_every_conflict(saves: list[Save]) -> None:
    state = replay(DEFINITION, {}, saves)
    values: dict[str, Any] = {"seen": YES, "needs": [NO], "contacts": 1, "remarks": None}
    heads = {subject: state.heads.get(f"answer:{subject}", ()) for subject in values}
    resolving = save(50, *(answer(subject, value, *heads[subject]) for subject, value in values.items()))

    resolved = replay(DEFINITION, {}, [*saves, resolving])

    assert not [thing for thing in resolved.conflicts if thing.startswith("answer:")]
    assert resolved.answers == {"seen": YES, "needs": [NO], "contacts": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TEXT = comment("needs", "Some words").value
MOVES = st.fixed_dictionaries(
    {},
    optional={
        "action": st.sampled_from([*Action, "vanish", ["submit"]]),
        "covers": st.sampled_from([None, "else", 7]),
        "reason": JSON | st.just(comment("needs", "Because").value),
    },
)


KEYED = ["seen/0123abcd", "needs/0123abcd", "shoe_size/0123abcd"]
EVIDENCE = st.fixed_dictionaries(
    {
        "system": JSON | st.just("nomis"),
        "record": JSON | st.just(TEXT),
        "date": JSON | st.just("2016-06-06"),
    }
)
VISITS = st.fixed_dictionaries(
    {
        "reviewed_on": JSON | st.just("2016-06-06"),
        "outcome": JSON | st.just("held"),
        "interviewed": JSON | st.just(["person"]),
        "consent": JSON | st.just("given"),
        "note": JSON | st.just(TEXT),
    }
)
ALERTS = st.fixed_dictionaries(
    {
        "step": JSON | st.sampled_from(["raised", "closed"]),
        "told_at": JSON | st.just("2016-06-06T12:30"),
        "words": JSON | st.just(TEXT),
    }
)


@given(
    st.lists(
        st.builds(Entry, st.just(EntryKind.STATE), st.just(""), JSON | MOVES)
        | st.builds(
            Entry,
            st.sampled_from([EntryKind.ANSWER, EntryKind.COMMENT]),
            st.sampled_from(list(VALUES)),
            JSON,
            PARENTS.map(tuple),
        )
        | st.builds(Entry, st.just(EntryKind.VISIT), st.sampled_from(["custody", "nowhere"]), JSON | VISITS)
        | st.builds(Entry, st.just(EntryKind.EVIDENCE), st.sampled_from(KEYED), JSON | EVIDENCE)
        | st.builds(Entry, st.just(EntryKind.ALERT), st.sampled_from(KEYED), JSON | ALERTS),
        min_size=1,
        max_size=5,
    )
)
def test_no_well_formed_save_makes_replay_fail(contents: list[Entry]) -> None:
    one = save(1, *contents)
    check_well_formed(one)

    state = replay(DEFINITION, {}, [save(2, answer("seen", NO)), one])

    assert from_json(to_json(state)) == state
    stored = entries_json(one.entries)
    assert entries_json(entries_from_json(stored)) == stored
    assert save_id(1) == one.id


@st.composite
def histories(draw: st.DrawFn) -> list[Save]:
    """Saves that mostly follow what stands, as people's do, with some that do not and some moves."""
    made: list[Save] = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        state = replay(DEFINITION, {}, made)
        entries_: list[Entry] = []
        for _ in range(draw(st.integers(1, 3))):
            entry = draw(entries() | RECORDED | MOVING)
            if draw(st.integers(0, 4)):
                entry = replace(entry, parents=state.heads.get(entry.thing, ()))
            entries_.append(entry)
        made.append(save(number, *entries_))
    return made


RECORDED = st.builds(
    Entry,
    st.just(EntryKind.EVIDENCE),
    st.sampled_from(KEYED[:2]),
    st.none()
    | st.builds(
        lambda on: {"system": "nomis", "record": TEXT, "date": on}, st.sampled_from([None, "2016-06-06"])
    ),
) | st.builds(
    Entry,
    st.just(EntryKind.ALERT),
    st.just(KEYED[0]),
    st.builds(
        lambda step: {"step": step, "told_at": None, "words": TEXT}, st.sampled_from(["raised", "closed"])
    ),
)
MOVING = st.builds(
    lambda action, reason: Entry(EntryKind.STATE, "", {"action": action, "covers": None, "reason": reason}),
    st.sampled_from([Action.WITHDRAW.value, Action.REOPEN.value]),
    st.just(TEXT) | st.none(),
)


@given(histories())
def test_what_is_told_from_the_state_before_is_what_a_replay_tells(made: list[Save]) -> None:
    for count in range(1, len(made)):
        before, after = replay(DEFINITION, {}, made[:count]), replay(DEFINITION, {}, made[: count + 1])

        told = advance(DEFINITION, {}, before, made[count])

        if told is not None:
            assert to_json(told) == to_json(after)


def test_why_an_entry_is_invalid_stays_when_what_it_follows_comes_in() -> None:
    no_comment = Entry(EntryKind.COMMENT, "seen", TEXT, (entry_id(1), entry_id(2)))
    made = [save(1, answer("seen", YES)), save(3, no_comment), save(2, answer("contacts", 3))]
    before, after = replay(DEFINITION, {}, made[:2]), replay(DEFINITION, {}, made)

    assert before.verdict(entry_id(3)) == after.verdict(entry_id(3))
    assert advance(DEFINITION, {}, before, made[2]) == after


def test_what_follows_what_stands_is_told_without_a_replay() -> None:
    saves = [save(1, answer("seen", YES)), save(2, comment("needs", "Housing"), answer("contacts", 3))]
    before = replay(DEFINITION, {}, saves)
    following = save(3, answer("seen", NO, entry_id(1)), answer("needs", [YES]))

    assert advance(DEFINITION, {}, before, following) == replay(DEFINITION, {}, [*saves, following])
