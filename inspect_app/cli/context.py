"""What every command needs: the database, the actor, the clock and a way to print its result."""

import ctypes
import getpass
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path

import click

from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, Session, check_at_head, database_url, open_engine, transaction


def utc_now() -> datetime:
    """The clock of the command line: the present moment, in UTC."""
    return datetime.now(UTC)


def local_actor() -> Actor:
    """The local owner: who is logged in to this computer."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        name = "local owner"
    return Actor(name=name, device=platform.node() or "this computer")


@contextmanager
def open_engine_at_head() -> Iterator[Engine]:
    """The configured database, which must be up to date."""
    engine = open_engine(database_url())
    try:
        check_at_head(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def open_session() -> Iterator[Session]:
    """A session in one transaction on the configured database, which must be up to date."""
    with open_engine_at_head() as engine, transaction(engine) as session:
        yield session


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float], None]]:
    """A bar on the error stream that takes the share done, from 0 to 1; none where no person watches."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
        yield lambda share: bar.update(max(round(100 * share) - bar.pos, 0))


def output_format(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--format text|json`, passed on as `output`."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Print for people or as JSON.",
    )(command)


def print_result(output: str, data: object, text: str) -> None:
    """Print `text`, or `data` as JSON when `output` is "json"."""
    click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2) if output == "json" else text)


def count(number: int, noun: str) -> str:
    """A number of things in words: "1 case", "1,217 cases"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def iso_date(_ctx: click.Context, _param: click.Parameter, value: str) -> date:
    """A click callback: the date in YYYY-MM-DD, or a plain error."""
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise UserError(f"“{value}” is not a date. Write it as year-month-day, such as 2026-03-01.") from None


def read_file(path: str) -> bytes:
    """The bytes of a file named on the command line, or a plain error."""
    if not path:
        raise UserError("The name of the file is empty. Name the file to read.")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror or error}.") from None


def write_file(path: str, data: bytes) -> None:
    """Writes a file named on the command line, or a plain error."""
    if not path:
        raise UserError("The name of the file is empty. Name the file to write.")
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise UserError(f"{path} can't be written: {error.strerror or error}.") from None


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Sends what a library written in C prints by itself to where errors go: it is no part of a result."""
    own = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        # It may have printed into a buffer of its own, which would come out later.
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).fflush(None)
        os.dup2(own, 1)
        os.close(own)
