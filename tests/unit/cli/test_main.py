import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import click
import pytest

from inspect_app import cli
from inspect_app.questionnaire.problems import UserError

FAULT = (
    "inspect-app: this is a fault of the programme, not of what you did. To see the details, run it again as "
    "inspect-app --debug, or with INSPECT_DEBUG=1.\n"
)


@dataclass(frozen=True)
class Ended:
    """What a run printed and the status it ended with."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line to its end, in a terminal of the usual width."""
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*arguments: str) -> Ended:
        status: object = 0
        try:
            cli.main(list(arguments))
        except SystemExit as ended:
            status = ended.code
        return Ended(status, *capsys.readouterr())

    return ran


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | type[BaseException]], None]:
    """Makes the command `findings` raise something, whatever it is asked."""

    def do(error: Exception | type[BaseException]) -> None:
        @click.command()
        def broken() -> NoReturn:
            raise error

        monkeypatch.setattr("inspect_app.cli.findings.findings", broken)

    return do


Doing = Callable[[object], None]


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    """The path of every command that does something."""
    context = click.Context(group)
    found: list[tuple[str, ...]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found += commands(command, *path, name) if isinstance(command, click.Group) else [(*path, name)]
    return found


def groups() -> list[str]:
    context = click.Context(cli.group)
    return [
        name
        for name in cli.group.list_commands(context)
        if isinstance(cli.group.get_command(context, name), click.Group)
    ]


@pytest.mark.parametrize("path", commands(cli.group), ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help_with_an_example(run: Run, path: tuple[str, ...], flag: str) -> None:
    ended = run(*path, flag)
    assert (ended.status, ended.err) == (0, "")
    words, _, example = ended.out.partition("\n  Example:\n")
    assert f"    inspect-app {' '.join(path)}" in example
    assert "Show this message and exit." in example
    assert words.count("\n") >= 2


@pytest.mark.parametrize("path", [(), *((name,) for name in groups())], ids=str)
def test_a_group_without_a_command_shows_its_help(run: Run, path: tuple[str, ...]) -> None:
    ended = run(*path)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Usage: ")
    assert "\n  Example:\n    inspect-app " in ended.out
    assert "Commands:" in ended.out


def test_the_first_help_shows_the_way(run: Run) -> None:
    assert "inspect-app cases import north-2026" in run("--help").out


def test_the_version_is_told(run: Run) -> None:
    ended = run("--version")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("inspect-app, version ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("inspct",), "No such command 'inspct'"),
        (("ledger", "verfy"), "No such command 'verfy'"),
        (("findings",), "Missing argument 'REF'."),
        (("findings", "north", "--format", "xml"), "Invalid value for '--format': 'xml' is not one of"),
        (("findings", "north", "--colour"), "No such option '--colour'."),
        (("findings", "north", "south"), "Got unexpected extra argument (south)"),
        (("inspection", "create", "north"), "Missing option '--questionnaire'."),
        (("serve", "--port", "99999"), "Invalid value for '--port': 99999 is not in the range 1<=x<=65535."),
        (("cases", "import", "north", "list.csv"), "Missing option '--as-at'."),
    ],
)
def test_a_command_line_that_is_none_gets_one_sentence(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"inspect-app: {message}")
    assert len(ended.err.splitlines()) == 1


def test_a_user_error_is_one_sentence(run: Run, doing: Doing) -> None:
    doing(UserError("There is no inspection north."))
    assert run("findings") == Ended(2, "", "inspect-app: There is no inspection north.\n")


def test_words_that_are_no_text_are_a_users_error(run: Run) -> None:
    assert run("findings", "caf\udce9") == Ended(
        2, "", "inspect-app: Word 2 after inspect-app isn't text in UTF-8. Type it again.\n"
    )


def test_a_fault_is_one_sentence_without_a_traceback(run: Run, doing: Doing) -> None:
    doing(ValueError("secret detail"))
    assert run("findings") == Ended(70, "", FAULT)


@pytest.mark.parametrize("by", ["option", "variable"])
def test_a_fault_tells_its_details_when_asked(
    run: Run, doing: Doing, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    doing(ValueError("secret detail"))
    if by == "variable":
        monkeypatch.setenv("INSPECT_DEBUG", "1")
    ended = run(*(["--debug"] if by == "option" else []), "findings")
    assert ended.status == 70
    assert "Traceback" in ended.err
    assert "ValueError: secret detail" in ended.err
    assert ended.err.endswith(FAULT)


def test_a_debug_switch_changes_nothing_about_a_user_error(run: Run, doing: Doing) -> None:
    doing(UserError("There is no inspection north."))
    assert run("--debug", "findings") == Ended(2, "", "inspect-app: There is no inspection north.\n")


@pytest.mark.parametrize("signal", [KeyboardInterrupt, click.Abort])
def test_being_stopped_is_no_fault(run: Run, doing: Doing, signal: type[BaseException]) -> None:
    doing(signal)
    ended = run("findings")
    assert (ended.status, ended.out) == (130, "")
    assert ended.err.strip() == "Stopped."


def test_a_status_of_its_own_is_kept(run: Run, doing: Doing) -> None:
    doing(click.exceptions.Exit(1))
    assert run("findings") == Ended(1, "", "")


def test_a_reader_that_went_away_is_no_fault(run: Run, doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    # click wraps the streams so that closing them stays quiet
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    doing(OSError(errno.EPIPE, "Broken pipe"))
    assert run("findings") == Ended(1, "", "")
