"""A text of a report as its checks read it, and what they find in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a report can be frozen with a problem."""

    BLOCKS = "blocks"
    WARNS = "warns"


class CheckId(StrEnum):
    """What was looked at; a page groups problems by it."""

    UNKNOWN_LINK = "unknown_link"
    CONFLICT = "conflict"
    NO_FIGURE = "no_figure"
    MISPLACED = "misplaced"
    NUMBER_WORDS = "number_words"
    CHANGED = "changed"
    UNLINKED = "unlinked"
    PER_CENT = "per_cent"
    WHO_SAID = "who_said"
    NAMES_KEPT = "names_kept"
    UNSUPPORTED = "unsupported"
    NOWHERE = "nowhere"
    IDENTITY = "identity"
    CHARACTERS = "characters"


@dataclass(frozen=True)
class ReportProblem:
    """One thing wrong in a report: where, the words in question, why they are wrong and what to do.

    `thing` is the id of the text (chapter:foreword), `title` what people call it. `line` None is all of it.
    """

    check: CheckId
    severity: Severity
    thing: str
    title: str
    line: int | None
    what: str
    why: str
    do: str

    @property
    def blocks(self) -> bool:
        """Whether it keeps the report from being frozen."""
        return self.severity is Severity.BLOCKS


@dataclass(frozen=True)
class WrittenText:
    """A chapter, practice example or recommendation as it stands, for its checks.

    `seen` is what each link said when the text was last read. An example has `names_changed`, and a
    recommendation its typed `supports`; None is for other texts. One `in_conflict` stands in two versions;
    one with `no_place` is of, or for, a chapter that the house style doesn't have.
    """

    thing: str
    title: str
    body: str
    seen: Mapping[str, str] = field(default_factory=dict)
    in_conflict: bool = False
    names_changed: bool | None = None
    supports: tuple[str, ...] | None = None
    no_place: bool = False

    def problem(
        self, check: CheckId, severity: Severity, line: int | None, *, what: str, why: str, do: str
    ) -> ReportProblem:
        """A problem of this text."""
        return ReportProblem(check, severity, self.thing, self.title, line, what, why, do)
