"""Finds in a text what looks as if it told who somebody is: names of a list, CRNs, PNCs, dates of birth."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from inspect_app.sampling.identity_names import Names
from inspect_app.sampling.identity_numbers import find_numbers
from inspect_app.sampling.likeness import Kind, Likeness

__all__ = ["Identity", "Kind", "Likeness", "Matcher"]


class Identity(NamedTuple):
    """What a list says of a person that a comment should not."""

    family_name: str
    first_names: str
    born_on: date | None


class Matcher:
    """The people and the staff of a list, made ready once to be looked for in many texts."""

    def __init__(self, people: Iterable[Identity], staff: Iterable[str] = ()) -> None:
        known = list(people)
        self._births = frozenset(each.born_on for each in known if each.born_on)
        self._names = Names(((each.family_name, each.first_names) for each in known), sorted(set(staff)))

    def find(self, text: str) -> tuple[Likeness, ...]:
        """What looks like a name, a number or a date of birth, in the order of the text and none twice."""
        found = [*find_numbers(text, self._births), *self._names.find(text)]
        kept: list[Likeness] = []
        for each in sorted(found, key=lambda likeness: (likeness.start - likeness.end, likeness.start)):
            if all(each.end <= other.start or other.end <= each.start for other in kept):
                kept.append(each)
        return tuple(sorted(kept, key=lambda likeness: likeness.start))
