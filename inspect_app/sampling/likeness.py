"""What in a text looks as if it told who somebody is."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What it looks like: a person's or an officer's name, a number of theirs, or a date of birth."""

    NAME = "name"
    STAFF = "staff"
    CRN = "crn"
    PNC = "pnc"
    BIRTH = "birth"


class Likeness(NamedTuple):
    """Some words of a text, what they look like, and where they stand (`end` is after the last)."""

    kind: Kind
    words: str
    start: int
    end: int
