"""Who may do what, and what their session then finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.fieldwork.ask_for_data import check_may_take
from inspect_app.fieldwork.permissions import (
    IN_AN_INSPECTION,
    RIGHTS,
    Membership,
    NotAllowed,
    Right,
    Role,
    Visitor,
    belongs,
    check_may,
    check_may_give,
    may,
    may_give,
    scope_of,
)
from inspect_app.fieldwork.read_data import Wanted
from inspect_app.ledger.entries import Actor
from inspect_app.records.scope import Scope

ACTOR = Actor("Pat (pat@example.org)", "laptop")


def visitor(*roles: Role, administrator: bool = False) -> Visitor:
    """Somebody with roles in inspection 1, "north"; areas 5 and 6 are theirs where a role is about one."""
    memberships = (Membership(1, "north", role, 5, frozenset({5, 6})) for role in roles)
    return Visitor(ACTOR, "account-1", administrator, tuple(memberships))


def test_the_owner_of_the_computer_may_do_everything_but_what_only_others_are_for() -> None:
    owner = Visitor(ACTOR)
    refused = {right for right in Right if not may(owner, right, "north")}
    assert refused == {Right.SEE_OWN_RESULTS, Right.OWN_ACCOUNT}
    assert scope_of(owner) is None


@pytest.mark.parametrize("role", Role)
def test_a_role_counts_in_its_own_inspection_alone(role: Role) -> None:
    somebody = visitor(role)
    assert {right for right in IN_AN_INSPECTION if may(somebody, right, "north")} == RIGHTS[role]
    assert not any(may(somebody, right, "south") for right in IN_AN_INSPECTION)
    assert not any(may(somebody, right) for right in IN_AN_INSPECTION)
    assert belongs(somebody, "north")
    assert not belongs(somebody, "south")


def test_two_roles_give_the_rights_of_both() -> None:
    both = visitor(Role.ANALYST, Role.QUALITY_LEAD)
    assert may(both, Right.EXPORT_ANSWERS, "north")
    assert may(both, Right.RETURN, "north")


def test_only_an_administrator_of_the_server_makes_inspections_and_accounts() -> None:
    server_wide = (Right.CREATE_INSPECTION, Right.ADD_QUESTIONNAIRE, Right.MANAGE_ACCOUNTS)
    for right in server_wide:
        assert may(visitor(administrator=True), right)
        assert not any(may(visitor(role), right) for role in Role)


def test_an_administrator_of_the_server_gives_out_roles_everywhere_and_reads_no_case() -> None:
    administrator = visitor(administrator=True)
    assert may(administrator, Right.MANAGE_PEOPLE, "any")
    for right in (
        Right.READ_CASES,
        Right.SEE_FINDINGS,
        Right.SEE_LONG_LIST,
        Right.IDENTIFY,
        Right.MAKE_REPORT,
    ):
        assert not may(administrator, right, "any")
    scope = scope_of(administrator)
    assert scope == Scope(inspections=None, people=None, logs=None)


def test_who_may_not_is_told_whom_to_ask() -> None:
    check_may(visitor(Role.LEAD), Right.DRAW_SAMPLE, "north")
    with pytest.raises(NotAllowed, match="Ask the lead inspector"):
        check_may(visitor(Role.INSPECTOR), Right.DRAW_SAMPLE, "north")


@pytest.mark.parametrize(
    ("giver", "role", "expected"),
    [
        (visitor(Role.LEAD), Role.INSPECTOR, True),
        (visitor(Role.LEAD), Role.LEAD, True),
        (visitor(Role.LEAD), Role.ADMINISTRATOR, False),
        (visitor(Role.ADMINISTRATOR), Role.ADMINISTRATOR, True),
        (visitor(administrator=True), Role.ADMINISTRATOR, True),
        (visitor(Role.INSPECTOR), Role.INSPECTOR, False),
        (Visitor(ACTOR), Role.ADMINISTRATOR, True),
    ],
)
def test_who_may_give_a_role(giver: Visitor, role: Role, expected: bool) -> None:
    assert may_give(giver, role, "north") is expected
    if not expected:
        with pytest.raises(NotAllowed):
            check_may_give(giver, role, "north")


ONE = frozenset({1})
SCOPES = {
    Role.ADMINISTRATOR: Scope(inspections=ONE, people=ONE, logs=frozenset({"north"})),
    Role.LEAD: Scope(
        inspections=ONE,
        whole=ONE,
        figures=ONE,
        texts=ONE,
        reports=ONE,
        lists=ONE,
        people=ONE,
        logs=frozenset({"north"}),
    ),
    Role.INSPECTOR: Scope(inspections=ONE, whole=ONE, figures=ONE, texts=ONE, lists=ONE),
    Role.ASSISTANT: Scope(inspections=ONE, whole=ONE, figures=ONE, texts=ONE, lists=ONE),
    Role.LOCAL_ASSESSOR: Scope(inspections=ONE, whole=ONE, texts=ONE, lists=ONE, kept_from=frozenset({5, 6})),
    Role.QUALITY_LEAD: Scope(inspections=ONE, whole=ONE, figures=ONE, texts=ONE),
    Role.REPORT_WRITER: Scope(inspections=ONE, whole=ONE, figures=ONE, reports=ONE),
    Role.ANALYST: Scope(inspections=ONE, whole=ONE, figures=ONE),
    Role.AREA_REVIEWER: Scope(inspections=ONE, areas=frozenset({5, 6})),
}


@pytest.mark.parametrize("role", Role)
def test_what_each_role_finds(role: Role) -> None:
    assert scope_of(visitor(role)) == SCOPES[role]


@given(st.sets(st.sampled_from(Role)), st.sampled_from(Right))
def test_a_further_role_takes_no_right_away(roles: set[Role], right: Right) -> None:
    for further in Role:
        if may(visitor(*roles), right, "north"):
            assert may(visitor(*roles, further), right, "north")


@pytest.mark.parametrize(
    ("role", "coded", "texts"),
    [
        (Role.LEAD, True, True),
        (Role.ANALYST, True, False),
        (Role.INSPECTOR, False, False),
        (Role.REPORT_WRITER, False, False),
    ],
)
def test_who_may_take_raw_data_and_who_their_texts(role: Role, coded: bool, texts: bool) -> None:
    for wanted, expected in ((Wanted(), coded), (Wanted(texts=True), texts)):
        if expected:
            check_may_take(visitor(role), "north", wanted)
        else:
            with pytest.raises(NotAllowed):
                check_may_take(visitor(role), "north", wanted)
