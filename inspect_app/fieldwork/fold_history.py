"""Folds the history of a text: what one author saved in a few minutes is told once, by its newest version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from inspect_app.fieldwork.report_history import TextTelling
from inspect_app.ledger.entries import same_author

SITTING = timedelta(minutes=10)
"""Versions that came within so long of the newest of them are one sitting."""


@dataclass(frozen=True)
class Folded:
    """A version with its number, and how many just before it, by the same author, are folded into it."""

    number: int
    telling: TextTelling
    folded: int = 0


def number_all(tellings: Iterable[TextTelling]) -> list[Folded]:
    """Every version, newest first."""
    return [Folded(number, each) for number, each in enumerate(tellings, start=1)][::-1]


def fold(tellings: Iterable[TextTelling]) -> list[Folded]:
    """The newest version of each sitting, newest first; what stands is never folded away."""
    found: list[Folded] = []
    for each in number_all(tellings):
        if found and _one_sitting(each.telling, found[-1]):
            last = found[-1]
            found[-1] = Folded(last.number, last.telling, last.folded + 1)
        else:
            found.append(each)
    return found


def _one_sitting(earlier: TextTelling, later: Folded) -> bool:
    """Whether a version just before those of a sitting is one of them: followed by no one else's."""
    newest = later.telling
    return (
        not earlier.stands
        and same_author(earlier.author, newest.author)
        and newest.received_at - earlier.received_at <= SITTING
    )
