"""Whoever is invited gets an account, and a link only its inviter is shown."""

from datetime import timedelta

import pytest

from inspect_app.fieldwork.invite_account import invite_account
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, accounts, one_time_links
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow, OneTimeLinkRow
from inspect_app.records.web_sessions import token_hash
from tests.integration.conftest import Clock
from tests.integration.fieldwork.people import WEEK, Inviter


@pytest.fixture
def invite(session: Session, actor: Actor, clock: Clock) -> Inviter:
    """Invites people; somebody of that name at another address is there already."""
    inviter = Inviter(session, actor, clock)
    inviter("ada@elsewhere.example", "Ada Noise")
    return inviter


def works(session: Session, clock: Clock, token: str | None) -> bool:
    assert token is not None
    return one_time_links.find(session, token_hash(token), clock()) is not None


def test_somebody_new_gets_an_account_and_a_link(session: Session, invite: Inviter, clock: Clock) -> None:
    account, token = invite("Ada.Quill@Example.org ", " Ada   Quill ")
    row = accounts.find(session, account)
    assert row is not None
    assert (row.email, row.name, row.administrator) == ("ada.quill@example.org", "Ada Quill", False)
    assert (row.password_hash, row.single_sign_on, row.disabled_at) == (None, None, None)
    assert works(session, clock, token)


def test_only_the_hash_of_a_link_is_kept(session: Session, invite: Inviter) -> None:
    _, token = invite("ada@example.org", "Ada")
    assert token is not None
    assert len(token) == 43
    everything = [str(event) for event in access_log.events(session)]
    for row in (OneTimeLinkRow, AccountRow):
        everything += map(repr, session.execute(row.__table__.select()))
    assert len(everything) == 6
    assert token_hash(token) in "".join(everything)
    assert token not in "".join(everything)


def test_an_invitation_is_logged(session: Session, invite: Inviter, actor: Actor) -> None:
    invite("ada@example.org", "Ada", administrator=True)
    last = access_log.events(session)[-1]
    assert (last.action, last.subject, last.actor) == ("account.invite", "account ada@example.org", actor)
    assert (last.inspection, last.detail) == (None, {"administrator": True})


def test_a_link_expires(session: Session, invite: Inviter, clock: Clock) -> None:
    _, token = invite("ada@example.org", "Ada")
    assert token is not None
    now = clock()
    assert one_time_links.find(session, token_hash(token), now + WEEK - timedelta(minutes=1)) is not None
    assert one_time_links.find(session, token_hash(token), now + WEEK) is None


def test_a_new_link_ends_the_earlier_one_of_that_account_alone(
    session: Session, invite: Inviter, clock: Clock
) -> None:
    _, other = invite("bea@example.org", "Bea")
    account, first = invite("ada@example.org", "Ada")
    again, second = invite("ADA@example.org", "Somebody Else")
    assert again == account
    assert [works(session, clock, token) for token in (other, first, second)] == [True, False, True]
    row = accounts.find(session, account)
    assert row is not None
    assert row.name == "Ada"


def test_a_link_is_shown_to_nobody_but_who_made_the_last_one(
    session: Session, invite: Inviter, clock: Clock
) -> None:
    account, first = invite("ada@example.org", "Ada", administrator=True)
    lead = Inviter(session, Actor("Lead (lead@example.org)", "x"), clock)
    logged = len(access_log.events(session))
    with pytest.raises(UserError, match="was invited by somebody else and hasn’t come yet"):
        lead("ada@example.org", "Ada")
    assert accounts.find(session, account) is not None
    assert works(session, clock, first)
    assert len(access_log.events(session)) == logged


@pytest.mark.parametrize("way_in", ["password_hash", "single_sign_on"])
def test_whoever_can_sign_in_gets_no_link(session: Session, invite: Inviter, way_in: str) -> None:
    account, _ = invite("ada@example.org", "Ada")
    row = accounts.find(session, account)
    setattr(row, way_in, "something")
    session.flush()
    assert invite("ada@example.org", "Ada", administrator=True) == (account, None)
    assert row is not None
    assert not row.administrator


def test_a_disabled_account_is_not_invited(session: Session, invite: Inviter, clock: Clock) -> None:
    account, token = invite("ada@example.org", "Ada")
    row = accounts.find(session, account)
    assert row is not None
    row.disabled_at = clock()
    session.flush()
    with pytest.raises(UserError, match=r"The account of ada@example\.org is disabled"):
        invite("ada@example.org", "Ada")
    assert not works(session, clock, token)


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "@example.org", "a@b@example.org", "ada quill@example.org", f"{'a' * 250}@b.uk"],
)
def test_what_is_no_address_is_refused(invite: Inviter, email: str) -> None:
    with pytest.raises(UserError, match="Enter an email address, such as"):
        invite(email, "Ada")


@pytest.mark.parametrize("name", ["", " \t\n", "a" * 101])
def test_what_is_no_name_is_refused(invite: Inviter, name: str) -> None:
    with pytest.raises(UserError, match="Enter a name of at most 100 characters"):
        invite("ada@example.org", name)


def test_the_longest_name_and_address_are_taken(session: Session, actor: Actor, clock: Clock) -> None:
    email = f"{'a' * 249}@b.uk"
    invited = invite_account(
        session, actor, clock, email=email, name="n" * 100, administrator=False, lifetime=WEEK
    )
    assert invited.token is not None
    found = accounts.by_email(session, email)
    assert found is not None
    assert found.id == invited.account
