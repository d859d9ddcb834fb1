"""What can be wrong with what a person gave us, in words for that person."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class UserError(Exception):
    """Something a person asked for cannot be done; the message is a plain sentence that says what to do."""


class Unavailable(UserError):
    """Something that the programme needs, such as its database, does not work at the moment."""


class Broken(UserError):
    """Something that was installed is wrong: whoever keeps the programme can mend it, and nobody else."""


class NotThere(UserError):
    """What a person asked for isn't there, or isn't there for them."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a questionnaire, with its file and (when known) its line, counted from 1."""

    file: str
    line: int | None
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {'warning: ' if self.severity == 'warning' else ''}{self.message}"
