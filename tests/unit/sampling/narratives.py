"""The labelled sentences of the narrative guard, and the list of people that they are about."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from inspect_app.sampling.frame import parse_date
from inspect_app.sampling.identities import Identity, Matcher

DATA = Path(__file__).resolve().parents[2] / "data" / "narrative"
_MARK = re.compile(r"\{(name|staff|crn|pnc|birth):([^}]*)\}")


class Span(NamedTuple):
    """Words of a sentence that tell who somebody is, and of what kind they are."""

    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence without its marks, and what they marked."""

    text: str
    spans: tuple[Span, ...]


def matcher() -> Matcher:
    """The matcher of the invented list."""
    with (DATA / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = [
        Identity(row["family_name"], row["first_names"], parse_date(row["date_of_birth"])) for row in rows
    ]
    return Matcher(people, (row[key] for row in rows for key in ("officer", "manager")))


def sentences(name: str) -> Iterator[Sentence]:
    """The labelled sentences of a file."""
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield _sentence(line)


def _sentence(line: str) -> Sentence:
    text, spans, read = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[read : mark.start()]
        spans.append(Span(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        read = mark.end()
    return Sentence(text + line[read:], tuple(spans))
