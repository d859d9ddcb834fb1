"""The commands about accounts."""

import json
import re
from typing import Any

import pytest

from inspect_app.cli.context import utc_now
from inspect_app.fieldwork.list_accounts import find_account
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.one_time_links import Choice, read_link, use_link
from inspect_app.records import access_log, memberships
from inspect_app.records.engine import Engine, transaction
from inspect_app.records.models import AccountRow, AreaRow
from tests.integration.cli.conftest import Ended, Run

ADD = ("user", "add", "ada@example.org", "--name", "Ada Quill")
HASH = "a hash"


@pytest.fixture(autouse=True)
def public_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's address."""
    monkeypatch.setenv("INSPECT_PUBLIC_URL", "https://inspect.example.org/")


@pytest.fixture
def north(run: Run, engine: Engine) -> str:
    """The ref of an inspection with two areas called Team 1."""
    made = run("inspection", "create", "north", "--questionnaire", "through-the-gate", "--title", "North")
    assert made.status == 0
    with transaction(engine) as session:
        inspection = get_inspection(session, "north").id
        for whole in ("Leeds", "York"):
            row = AreaRow(inspection_id=inspection, parent_id=None, name=whole)
            session.add(row)
            session.flush()
            session.add(AreaRow(inspection_id=inspection, parent_id=row.id, name="Team 1"))
    return "north"


def token_in(ended: Ended) -> str:
    """The token of the one link that a command printed."""
    assert (ended.status, ended.err) == (0, "")
    [token] = re.findall(r"https://inspect\.example\.org/welcome/([\w-]{43})(?![\w-])", ended.out)
    return str(token)


def works(engine: Engine, token: str) -> bool:
    with transaction(engine) as session:
        return read_link(session, utc_now, token) is not None


def join(engine: Engine, token: str) -> None:
    with transaction(engine) as session:
        assert use_link(session, utc_now, token, Choice(HASH)) is not None


def account(engine: Engine) -> AccountRow:
    with transaction(engine) as session:
        row = find_account(session, "ada@example.org")
        session.expunge(row)
    return row


def as_json(ended: Ended) -> Any:
    assert ended.err == ""
    return json.loads(ended.out)


def assert_refused(ended: Ended, words: str) -> None:
    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert words in ended.err


def test_somebody_is_added_with_a_link(run: Run, engine: Engine) -> None:
    ended = run(*ADD)
    assert ended.out.startswith(
        "ada@example.org has an account. Send them this link; it works once, within 7 days:\n"
        "  https://inspect.example.org/welcome/"
    )
    join(engine, token_in(ended))
    assert (account(engine).name, account(engine).administrator) == ("Ada Quill", False)


def test_a_link_without_a_known_server_says_what_to_put_in_front(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INSPECT_PUBLIC_URL")
    path, advice = run(*ADD).out.splitlines()[1:]
    assert re.fullmatch(r"  /welcome/[\w-]{43}", path)
    assert advice == (
        "Put the address of your server in front, such as https://inspect.example.org, or set "
        "INSPECT_PUBLIC_URL to it."
    )


def test_a_link_comes_as_json(run: Run, engine: Engine) -> None:
    printed = as_json(run(*ADD, "--format", "json"))
    assert printed["email"] == "ada@example.org"
    assert works(engine, printed["link"].removeprefix("https://inspect.example.org/welcome/"))


def test_whoever_has_an_account_keeps_it(run: Run, engine: Engine) -> None:
    join(engine, token_in(run(*ADD)))
    ended = run("user", "add", "ADA@example.org", "--name", "Other")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == (
        "ada@example.org has an account already. If they need a link: inspect-app user token "
        "ada@example.org.\n"
    )
    assert account(engine).name == "Ada Quill"
    printed = as_json(run(*ADD, "--format", "json"))
    assert printed == {"email": "ada@example.org", "link": None}


def test_an_administrator_is_added_or_made_of_somebody_there(run: Run, engine: Engine) -> None:
    join(engine, token_in(run(*ADD)))
    assert not account(engine).administrator
    assert run(*ADD, "--administrator").status == 0
    assert account(engine).administrator
    run("user", "add", "bea@example.org", "--name", "Bea", "--administrator")
    lines = as_json(run("user", "list", "--format", "json"))
    assert [(line["email"], line["administrator"]) for line in lines] == [
        ("ada@example.org", True),
        ("bea@example.org", True),
    ]


@pytest.mark.parametrize(
    ("options", "role", "area", "until"),
    [
        (("--role", "lead"), "lead", None, None),
        (("--role", "inspector", "--until", "2099-12-31"), "inspector", None, "2099-12-31"),
        (("--role", "area_reviewer", "--area", "leeds"), "area_reviewer", "Leeds", None),
        (("--role", "area_reviewer", "--area", "York / Team 1"), "area_reviewer", "Team 1", None),
    ],
)
def test_somebody_is_added_with_a_role(
    run: Run,
    engine: Engine,
    north: str,
    options: tuple[str, ...],
    role: str,
    area: str | None,
    until: str | None,
) -> None:
    ended = run(*ADD, "--inspection", north, *options)
    assert f"They are {role.replace('_', ' ').replace('lead', 'lead inspector')} of north." in ended.out
    with transaction(engine) as session:
        [held] = memberships.of_inspection(session, get_inspection(session, north).id)
    day = held.until.isoformat() if held.until else None
    assert (held.email, held.role, held.area_name, day) == ("ada@example.org", role, area, until)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--inspection", "north"), "Give --inspection and --role together"),
        (("--role", "lead"), "Give --inspection and --role together"),
        (("--until", "2099-12-31"), "--until only with them"),
        (("--inspection", "south", "--role", "lead"), "south"),
        (("--inspection", "north", "--role", "boss"), "boss"),
        (("--inspection", "north", "--role", "lead", "--until", "soon"), "“soon” is not a date"),
        (("--inspection", "north", "--role", "lead", "--until", "2001-01-01"), "The last day is over"),
        (("--inspection", "north", "--role", "area_reviewer"), "Choose the area"),
        (
            ("--inspection", "north", "--role", "area_reviewer", "--area", "Team 1"),
            "“Team 1” names no single area of north. Those there are: Leeds, Leeds / Team 1, York",
        ),
    ],
)
@pytest.mark.usefixtures("north")
def test_a_wrong_role_makes_no_account(run: Run, options: tuple[str, ...], words: str) -> None:
    assert_refused(run(*ADD, *options), words)
    assert run("user", "list").out == "There are no accounts.\n"


@pytest.mark.parametrize(
    ("email", "name", "words"),
    [("ada", "Ada", "Enter an email address"), ("ada@example.org", " ", "Enter a name")],
)
def test_a_wrong_person_is_not_added(run: Run, email: str, name: str, words: str) -> None:
    assert_refused(run("user", "add", email, "--name", name), words)


def test_accounts_are_listed(run: Run, engine: Engine) -> None:
    assert as_json(run("user", "list", "--format", "json")) == []
    join(engine, token_in(run(*ADD, "--administrator")))
    run("user", "add", "bea@example.org", "--name", "Bea")
    assert run("user", "list").out == (
        "ada@example.org  active  administrator  never signed in  Ada Quill\n"
        "bea@example.org  invited  user  never signed in  Bea\n"
    )
    first = as_json(run("user", "list", "--format", "json"))[0]
    assert {**first, "id": ""} == {
        "id": "",
        "name": "Ada Quill",
        "email": "ada@example.org",
        "standing": "active",
        "administrator": True,
        "single_sign_on": False,
        "last_sign_in": None,
    }


def test_an_account_is_disabled_and_enabled(run: Run) -> None:
    run(*ADD)
    assert run("user", "disable", "Ada@example.org").out == "The account of ada@example.org is disabled.\n"
    assert "ada@example.org  disabled" in run("user", "list").out
    assert_refused(run("user", "token", "ada@example.org"), "is disabled. Enable it first")
    assert_refused(run("user", "reset", "ada@example.org"), "is disabled. Enable it first")
    assert_refused(run(*ADD), "The account of ada@example.org is disabled")
    printed = as_json(run("user", "enable", "ada@example.org", "--format", "json"))
    assert printed == {"email": "ada@example.org"}
    assert "ada@example.org  invited" in run("user", "list").out


def test_the_last_administrator_cannot_be_disabled(run: Run, engine: Engine) -> None:
    join(engine, token_in(run(*ADD, "--administrator")))
    join(engine, token_in(run("user", "add", "bea@example.org", "--name", "Bea")))
    run("user", "add", "cid@example.org", "--name", "Cid", "--administrator")  # who hasn't come yet
    assert_refused(
        run("user", "disable", "ada@example.org"),
        "ada@example.org is the last administrator who can sign in. Make somebody else an administrator",
    )
    run("user", "add", "bea@example.org", "--name", "Bea", "--administrator")
    assert run("user", "disable", "ada@example.org").status == 0


def test_a_lost_link_is_made_anew_and_takes_nothing_away(run: Run, engine: Engine) -> None:
    first = token_in(run(*ADD))
    second = token_in(run("user", "token", "ada@example.org"))
    assert (works(engine, first), works(engine, second)) == (False, True)
    join(engine, second)
    assert_refused(run("user", "token", "ada@example.org"), "can sign in already")
    assert account(engine).password_hash == HASH


def test_a_reset_takes_the_password_away(run: Run, engine: Engine) -> None:
    join(engine, token_in(run(*ADD)))
    token = token_in(run("user", "reset", "ada@example.org"))
    assert account(engine).password_hash is None
    assert works(engine, token)


@pytest.mark.parametrize("command", ["disable", "enable", "reset", "token"])
def test_an_unknown_account_is_refused(run: Run, command: str) -> None:
    assert_refused(
        run("user", command, "nobody@example.org"),
        "There is no account of nobody@example.org. See inspect-app user list.",
    )


def test_each_change_is_logged_by_whoever_sits_here(run: Run, engine: Engine, north: str) -> None:
    run(*ADD, "--administrator", "--inspection", north, "--role", "lead")
    run("user", "add", "bea@example.org", "--name", "Bea", "--administrator")
    for command in ("token", "disable", "enable", "reset"):
        run("user", command, "bea@example.org")
    with transaction(engine) as session:
        events = access_log.events(session)
    assert [event.action for event in events if not event.action.startswith("inspection")] == [
        *("account.invite", "role.give", "account.invite", "account.link"),
        *("account.disable", "account.enable", "account.reset"),
    ]


@pytest.mark.parametrize("command", ["add", "list", "disable", "enable", "reset", "token"])
def test_every_command_shows_an_example(run: Run, command: str) -> None:
    help_text = run("user", command, "--help").out
    assert f"inspect-app user {command}" in help_text.partition("Example:")[2]
