import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path

import click
import pytest

from inspect_app.cli import context
from inspect_app.questionnaire.problems import UserError


class Colour(Enum):
    RED = "red"


@dataclass
class Thing:
    name: str
    colour: Colour


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [(0, "case", "0 cases"), (1, "case", "1 case"), (2, "case", "2 cases"), (1_217, "row", "1,217 rows")],
)
def test_things_are_counted_in_words(number: int, noun: str, words: str) -> None:
    assert context.count(number, noun) == words


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        (Thing("é", Colour.RED), {"name": "é", "colour": "red"}),
        ([Colour.RED], ["red"]),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), "2026-03-01T09:00:00+00:00"),
        (Fraction(52, 85), "52/85"),
        ({"b", "a"}, ["a", "b"]),
    ],
)
def test_results_have_a_json_form(data: object, printed: object, capsys: pytest.CaptureFixture[str]) -> None:
    context.print_result("json", data, "not this")
    assert json.loads(capsys.readouterr().out) == printed


@pytest.mark.parametrize("data", [object(), Thing])
def test_what_has_no_json_form_is_a_fault(data: object) -> None:
    with pytest.raises(TypeError, match="has no JSON form"):
        context.print_result("json", data, "")


@pytest.mark.parametrize("value", ["", "1 March 2026", "01/03/2026", "2026-02-30", "2026-W10-2"])
def test_another_form_of_date_is_an_error(value: str) -> None:
    command = click.Command("any")
    with pytest.raises(UserError) as refused:
        context.iso_date(click.Context(command), click.Argument(["day"]), value)
    assert str(refused.value) == (f"“{value}” is not a date. Write it as year-month-day, such as 2026-03-01.")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nowhere/list.csv", "No such file or directory"),
        ("/", "Is a directory"),
        (f"{__file__}/list.csv", "Not a directory"),
        ("/proc/self/mem", "Input/output error"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(path: str, reason: str) -> None:
    with pytest.raises(UserError) as refused:
        context.read_file(path)
    assert str(refused.value) == f"{path} can't be read: {reason}."


def test_a_file_without_a_name_is_an_error() -> None:
    with pytest.raises(UserError, match="The name of the file is empty"):
        context.read_file("")


def test_a_file_is_read_as_it_is() -> None:
    assert context.read_file(__file__) == Path(__file__).read_bytes()


def test_an_account_without_a_name_is_the_local_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr(context.getpass, "getuser", nobody)
    monkeypatch.setattr(context.platform, "node", lambda: "")
    actor = context.local_actor()
    assert (actor.name, actor.device) == ("local owner", "this computer")


def test_the_clock_knows_its_zone() -> None:
    assert context.utc_now().tzinfo is UTC
