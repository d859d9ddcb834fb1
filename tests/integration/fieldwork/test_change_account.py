"""Accounts are disabled, enabled, reset and given new links, and there is always an administrator."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from inspect_app.fieldwork.change_administrator import change_administrator
from inspect_app.fieldwork.disable_account import disable_account, enable_account
from inspect_app.fieldwork.first_administrator import first_link
from inspect_app.fieldwork.list_accounts import Standing, find_account, list_accounts
from inspect_app.fieldwork.one_time_links import Choice, read_link, use_link
from inspect_app.fieldwork.renew_link import renew_link
from inspect_app.fieldwork.reset_account import reset_account
from inspect_app.fieldwork.web_session import begin, recognise
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow, RecoveryCodeRow
from tests.integration.conftest import Clock
from tests.integration.fieldwork.people import WEEK, Inviter

HOURS = timedelta(hours=12)
FIRST, SECOND = "the first hash", "the second hash"


@dataclass(frozen=True)
class Office:
    """Some people with accounts, and what can be done to them."""

    session: Session
    actor: Actor
    clock: Clock

    def join(self, name: str, *, administrator: bool = False) -> AccountRow:
        """Somebody who was invited, chose a password and has a second factor."""
        invited = Inviter(self.session, self.actor, self.clock)(
            f"{name}@example.org", name.title(), administrator=administrator
        )
        assert invited.token is not None
        row = use_link(self.session, self.clock, invited.token, Choice(FIRST))
        assert row is not None
        row.totp_secret, row.totp_step = "sealed", 7
        self.session.add(RecoveryCodeRow(code_hash=f"code of {name}", account_id=row.id))
        self.session.flush()
        return row

    def sign_in(self, row: AccountRow) -> str:
        """The token of a browser in which an account is signed in."""
        return begin(self.session, self.clock, row, "a test", HOURS)

    def signed_in(self, token: str) -> bool:
        """Whether somebody is signed in with a token."""
        return recognise(self.session, token, self.clock()) is not None

    def logged(self) -> list[tuple[str, str]]:
        """What the access log tells, oldest first."""
        return [(event.action, event.subject) for event in access_log.events(self.session)]

    def works(self, token: str) -> bool:
        """Whether a link opens something."""
        return read_link(self.session, self.clock, token) is not None


@pytest.fixture
def office(session: Session, actor: Actor, clock: Clock) -> Office:
    """An office with one administrator, and one who was disabled."""
    made = Office(session, actor, clock)
    made.join("boss", administrator=True)
    disable_account(session, actor, clock, made.join("former", administrator=True))
    return made


def test_a_disabled_account_is_signed_out_everywhere_and_the_others_are_not(office: Office) -> None:
    ada, bea = office.join("ada"), office.join("bea")
    adas, beas = [office.sign_in(ada), office.sign_in(ada)], office.sign_in(bea)
    disable_account(office.session, office.actor, office.clock, ada)
    assert [office.signed_in(token) for token in (*adas, beas)] == [False, False, True]
    assert office.logged()[-1] == ("account.disable", "account ada@example.org")
    enable_account(office.session, office.actor, office.clock, ada)
    assert [office.signed_in(token) for token in adas] == [False, False]
    assert office.signed_in(office.sign_in(ada))
    assert ada.password_hash == FIRST
    assert ("account.enable", "account ada@example.org") in office.logged()


def test_doing_it_again_changes_nothing(office: Office) -> None:
    ada = office.join("ada")
    before = office.logged()
    enable_account(office.session, office.actor, office.clock, ada)
    change_administrator(office.session, office.actor, office.clock, ada, administrator=False)
    assert office.logged() == before
    disable_account(office.session, office.actor, office.clock, ada)
    since = ada.disabled_at
    disable_account(office.session, office.actor, office.clock, ada)
    assert (ada.disabled_at, len(office.logged())) == (since, len(before) + 1)


def test_the_link_of_a_disabled_account_stays_dead_when_it_is_enabled(office: Office) -> None:
    invited = Inviter(office.session, office.actor, office.clock)("ada@example.org", "Ada")
    ada = find_account(office.session, "ada@example.org")
    assert invited.token is not None
    disable_account(office.session, office.actor, office.clock, ada)
    enable_account(office.session, office.actor, office.clock, ada)
    assert not office.works(invited.token)


def test_the_last_administrator_can_be_neither_disabled_nor_demoted(office: Office) -> None:
    boss = find_account(office.session, "boss@example.org")
    office.join("ada")
    with pytest.raises(UserError, match=r"boss@example\.org is the last administrator who can sign in"):
        disable_account(office.session, office.actor, office.clock, boss)
    with pytest.raises(UserError, match="Make somebody else an administrator first"):
        change_administrator(office.session, office.actor, office.clock, boss, administrator=False)
    assert (boss.disabled_at, boss.administrator) == (None, True)


def test_one_of_two_administrators_can(office: Office) -> None:
    boss, ada = find_account(office.session, "boss@example.org"), office.join("ada")
    change_administrator(office.session, office.actor, office.clock, ada, administrator=True)
    change_administrator(office.session, office.actor, office.clock, boss, administrator=False)
    assert (boss.administrator, ada.administrator) == (False, True)
    assert office.logged()[-2:] == [
        ("account.promote", "account ada@example.org"),
        ("account.demote", "account boss@example.org"),
    ]
    disable_account(office.session, office.actor, office.clock, boss)
    with pytest.raises(UserError, match=r"ada@example\.org is the last"):
        disable_account(office.session, office.actor, office.clock, ada)


def test_a_reset_takes_every_way_in_away_and_makes_a_link(office: Office) -> None:
    ada, bea = office.join("ada"), office.join("bea")
    ada.single_sign_on = "https://id.example ada"
    adas, beas = office.sign_in(ada), office.sign_in(bea)
    token = reset_account(office.session, office.actor, office.clock, ada, lifetime=WEEK)
    assert (ada.password_hash, ada.totp_secret, ada.totp_step, ada.single_sign_on) == (None,) * 4
    assert (bea.password_hash, bea.totp_secret) == (FIRST, "sealed")
    codes = {row.account_id for row in office.session.query(RecoveryCodeRow)}
    assert ada.id not in codes
    assert bea.id in codes
    assert (office.signed_in(adas), office.signed_in(beas)) == (False, True)
    assert office.logged()[-1] == ("account.reset", "account ada@example.org")
    assert use_link(office.session, office.clock, token, Choice(SECOND)) is ada
    assert ada.password_hash == SECOND


def test_a_disabled_account_is_neither_reset_nor_linked(office: Office) -> None:
    former = find_account(office.session, "former@example.org")
    for act in (reset_account, renew_link):
        with pytest.raises(UserError, match=r"is disabled\. Enable it first"):
            act(office.session, office.actor, office.clock, former, lifetime=WEEK)
    assert former.password_hash == FIRST


def test_a_new_link_takes_nothing_away_and_ends_the_old_one(office: Office) -> None:
    invited = Inviter(office.session, Actor("somebody else", "x"), office.clock)("ada@example.org", "Ada")
    ada = find_account(office.session, "ada@example.org")
    token = renew_link(office.session, office.actor, office.clock, ada, lifetime=WEEK)
    assert invited.token is not None
    assert (office.works(invited.token), office.works(token)) == (False, True)
    assert office.logged()[-1] == ("account.link", "account ada@example.org")


@pytest.mark.parametrize("way_in", ["password_hash", "single_sign_on"])
def test_whoever_can_sign_in_gets_no_new_link(office: Office, way_in: str) -> None:
    ada = office.join("ada")
    ada.password_hash = None
    setattr(ada, way_in, "something")
    with pytest.raises(UserError, match=r"ada@example\.org can sign in already"):
        renew_link(office.session, office.actor, office.clock, ada, lifetime=WEEK)


def test_a_link_works_once(office: Office) -> None:
    invited = Inviter(office.session, office.actor, office.clock)("ada@example.org", "Ada")
    assert invited.token is not None
    assert use_link(office.session, office.clock, invited.token, Choice(FIRST)) is not None
    assert use_link(office.session, office.clock, invited.token, Choice(SECOND)) is None
    assert find_account(office.session, "ada@example.org").password_hash == FIRST


def test_accounts_are_listed_with_their_standing(office: Office, clock: Clock) -> None:
    Inviter(office.session, office.actor, office.clock)("zoe@example.org", "Zoe")
    before = clock()
    office.sign_in(office.join("ada"))
    lines = list_accounts(office.session)
    assert [(line.email, line.name, line.standing, line.administrator) for line in lines] == [
        ("ada@example.org", "Ada", Standing.ACTIVE, False),
        ("boss@example.org", "Boss", Standing.ACTIVE, True),
        ("former@example.org", "Former", Standing.DISABLED, True),
        ("zoe@example.org", "Zoe", Standing.INVITED, False),
    ]
    ada, *others = [line.last_sign_in for line in lines]
    assert ada is not None
    assert ada > before
    assert others == [None, None, None]


def test_the_first_administrators_link_is_there_while_nobody_is(session: Session, clock: Clock) -> None:
    first = first_link(session, clock, WEEK)
    second = first_link(session, clock, WEEK)
    assert first is not None
    assert second is not None
    assert read_link(session, clock, first) is None
    row = use_link(session, clock, second, Choice(FIRST, "Pat", "pat@example.org"))
    assert row is not None
    assert row.administrator
    assert first_link(session, clock, WEEK) is None


def test_somebody_unknown_is_not_found(office: Office) -> None:
    with pytest.raises(UserError, match=r"There is no account of nobody@example\.org"):
        find_account(office.session, "Nobody@example.org")
