"""Administrators see to the accounts; nobody else does."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.fieldwork.permissions import Role
from inspect_app.records import access_log, accounts
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow
from inspect_app.web.visitors import SEEN
from tests.integration.web.conftest import Browser, form_of
from tests.integration.web.people import join, make_account, member, sign_in, signed_in

HASH = "a hash"
STEPS = ("link", "promote", "demote", "reset", "disable", "enable")
LINK = re.compile(r"http://localhost(/welcome/[\w-]{43})</code>")


@pytest.fixture
def boss(app: Flask) -> Browser:
    """The browser of the one administrator."""
    return sign_in(app, make_account(app, "boss", administrator=True, arrived=True))


@pytest.fixture
def ada(app: Flask, engine: Engine) -> str:
    """The path of the account of somebody who has a password."""
    account = make_account(app, "ada")
    with transaction(engine) as session:
        found = accounts.find(session, account)
        assert found is not None
        found.password_hash, found.totp_secret = HASH, "sealed"
    return f"/accounts/{account}"


def row(engine: Engine, account: str) -> AccountRow:
    with transaction(engine) as session:
        found = accounts.find(session, account)
        assert found is not None
        session.expunge(found)
    return found


def link_on(page: str) -> str:
    """The path of the one link that a page shows."""
    [path] = set(LINK.findall(page))
    return str(path)


def steps_on(page: str, path: str) -> list[str]:
    """The steps that an account's page offers."""
    return re.findall(rf'href="{path}/(\w+)"', page)


def test_the_owner_of_a_laptop_is_told_what_accounts_are_for(browser: Browser) -> None:
    page = browser.get("/accounts")
    assert "on your own computer you need none" in page
    assert "inspect-app user add pat@example.org" in page
    assert "<form" not in page
    assert "on your own computer you need none" in browser.get("/accounts/invite")
    browser.get("/accounts/nobody", 404)


def test_the_footer_leads_to_the_accounts(browser: Browser) -> None:
    assert 'href="/accounts"' in browser.get("/")


@pytest.mark.usefixtures("ada")
def test_accounts_are_listed(boss: Browser) -> None:
    rows = boss.get("/accounts").split("<tr")[2:]
    words = [" ".join(re.sub(r"<[^>]+>", " ", f"<tr{each}").split()) for each in rows]
    assert words[0] == "Ada ada@example.org Active No Never"
    assert words[1].startswith("Boss boss@example.org Active Yes 6 June 2016 at 09:")


@pytest.mark.usefixtures("inspection")
@pytest.mark.parametrize("role", [Role.LEAD, Role.INSPECTOR, Role.AREA_REVIEWER])
def test_nobody_else_sees_or_changes_accounts(app: Flask, ada: str, engine: Engine, role: Role) -> None:
    somebody = member(app, role)
    paths = ["/accounts", "/accounts/invite", ada, *(f"{ada}/{step}" for step in STEPS)]
    for path in paths:
        somebody.get(path, 403)
    assert not row(engine, "account-ada").administrator


def test_somebody_is_invited(app: Flask, boss: Browser, engine: Engine) -> None:
    page = boss.send("/accounts/invite", {"name": "Ada Quill", "email": "Ada@Example.org"})
    with transaction(engine) as session:
        found = accounts.by_email(session, "ada@example.org")
        assert found is not None
        assert (found.name, found.administrator) == ("Ada Quill", False)
        last = access_log.events(session)[-1]
    assert (last.action, last.actor.name) == ("account.invite", "Boss (boss@example.org)")
    stranger = Browser(app.test_client())
    assert "Welcome, Ada Quill" in stranger.get(link_on(page))
    assert LINK.search(boss.get("/accounts")) is None


def test_an_administrator_is_invited(boss: Browser, engine: Engine) -> None:
    boss.send("/accounts/invite", {"name": "Ada", "email": "ada@example.org", "administrator": ["yes"]})
    with transaction(engine) as session:
        found = accounts.by_email(session, "ada@example.org")
        assert found is not None
        assert found.administrator


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "", "email": "ada@example.org"}, "Enter their name"),
        ({"name": "Ada", "email": ""}, "Enter their email address"),
        ({"name": "Ada", "email": "ada"}, "Enter an email address, such as"),
        ({"name": "a" * 101, "email": "ada@example.org"}, "Enter a name of at most 100 characters"),
    ],
)
def test_a_wrong_invitation_is_refused(
    boss: Browser, engine: Engine, fields: dict[str, str], words: str
) -> None:
    assert words in boss.send("/accounts/invite", fields, 422)
    with transaction(engine) as session:
        assert [found.name for found in accounts.every(session)] == ["Boss"]


def test_whoever_has_an_account_is_not_invited_again(boss: Browser, ada: str) -> None:
    page = boss.send("/accounts/invite", {"name": "Other", "email": "ada@example.org"})
    assert "ada@example.org has an account already" in page
    assert LINK.search(page) is None
    assert f'href="{ada}/reset"' in page


def test_an_account_shows_its_roles(app: Flask, boss: Browser, ada: str, inspection: str) -> None:
    join(app, "account-ada", "north", Role.QUALITY_LEAD)
    page = boss.get(ada)
    assert f'Quality lead of <a class="govuk-link" href="{inspection}">north</a>' in page


def test_each_account_offers_what_can_be_done(app: Flask, boss: Browser, ada: str) -> None:
    zoe = f"/accounts/{make_account(app, 'zoe')}"
    mine = "/accounts/account-boss"
    assert steps_on(boss.get(ada), ada) == ["promote", "reset", "disable"]
    assert steps_on(boss.get(zoe), zoe) == ["link", "disable"]  # whoever holds the link would be promoted
    assert steps_on(boss.get(mine), mine) == ["reset"]
    boss.send(f"{ada}/promote", {})
    assert steps_on(boss.get(ada), ada) == ["demote", "reset", "disable"]
    boss.send(f"{ada}/disable", {})
    assert steps_on(boss.get(ada), ada) == ["demote", "enable"]


def test_a_step_that_is_not_open_leads_to_the_account(boss: Browser, ada: str) -> None:
    assert "What you can do" in boss.get(f"{ada}/enable")
    assert "What you can do" in boss.get(f"{ada}/link")
    boss.get(f"{ada}/nothing", 404)
    boss.get("/accounts/nobody/reset", 404)


def test_somebody_is_made_an_administrator_and_no_longer(boss: Browser, ada: str, engine: Engine) -> None:
    assert "Ada is an administrator." in boss.send(f"{ada}/promote", {})
    assert row(engine, "account-ada").administrator
    assert "Ada is no longer an administrator." in boss.send(f"{ada}/demote", {})
    assert not row(engine, "account-ada").administrator


def test_a_disabled_account_is_signed_out_at_once(app: Flask, boss: Browser, ada: str) -> None:
    theirs = sign_in(app, "account-ada")
    assert signed_in(app, theirs)
    assert "Ada is disabled." in boss.send(f"{ada}/disable", {})
    assert not signed_in(app, theirs)
    assert "Ada is enabled." in boss.send(f"{ada}/enable", {})
    assert not signed_in(app, theirs)
    assert signed_in(app, sign_in(app, "account-ada"))


def test_the_last_administrator_stays(boss: Browser, ada: str, engine: Engine) -> None:
    boss.send(f"{ada}/promote", {})
    form = form_of(boss.get("/accounts/account-boss/disable"))
    # Meanwhile the other one stops being an administrator.
    with transaction(engine) as session:
        found = accounts.find(session, "account-ada")
        assert found is not None
        found.administrator = False
    response = boss.post("/accounts/account-boss/disable", form)
    assert response.status_code == 422
    assert "boss@example.org is the last administrator who can sign in" in response.get_data(as_text=True)
    assert row(engine, "account-boss").disabled_at is None


def test_a_reset_shows_a_link_by_which_its_owner_begins_anew(
    app: Flask, boss: Browser, ada: str, engine: Engine
) -> None:
    theirs = sign_in(app, "account-ada")
    page = boss.send(f"{ada}/reset", {})
    after = row(engine, "account-ada")
    assert (after.password_hash, after.totp_secret) == (None, None)
    assert not signed_in(app, theirs)
    assert "Welcome, Ada" in Browser(app.test_client()).get(link_on(page))


def test_a_lost_link_is_made_anew(app: Flask, boss: Browser) -> None:
    zoe = f"/accounts/{make_account(app, 'zoe')}"
    first, second = (link_on(boss.send(f"{zoe}/link", {})) for _ in range(2))
    stranger = Browser(app.test_client())
    stranger.get(first, 404)
    stranger.get(second)


@pytest.mark.parametrize("path", ["/accounts/invite", *(f"/accounts/account-zoe/{step}" for step in STEPS)])
def test_whoever_did_not_prove_lately_who_they_are_changes_nothing(
    app: Flask, boss: Browser, engine: Engine, path: str
) -> None:
    make_account(app, "zoe")
    form = form_of(boss.get("/accounts/invite"))
    late(app, boss)
    with transaction(engine) as session:
        before = len(access_log.events(session))
    fields = {**form, "name": "Ada", "email": "ada@example.org"}
    assert boss.client.post(path, data=fields).status_code != 200
    with transaction(engine) as session:
        assert len(access_log.events(session)) == before
        assert accounts.by_email(session, "ada@example.org") is None


def late(app: Flask, browser: Browser) -> None:
    """Lets the proof of who somebody is grow old, while they stay signed in."""
    setting = app.extensions["inspect_app"]
    clock = setting.clock
    app.extensions["inspect_app"] = setting._replace(clock=lambda: clock() + timedelta(minutes=20))
    with browser.client.session_transaction() as cookie:
        cookie[SEEN] += 20 * 60
