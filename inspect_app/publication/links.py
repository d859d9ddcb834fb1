"""The links to figures in a text: {{per_cent plan_on_file=yes @ by_gender/female}} and the like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LINK = re.compile(r"\{\{([^{}\n]*)\}\}")
_INSIDE = re.compile(
    r"\s*(?P<kind>[a-z_]+)"
    r"(?:\s+(?P<subject>[A-Za-z0-9_.-]+)(?:\s*=\s*(?P<option>[A-Za-z0-9_.-]+))?)?"
    r"(?:\s*@\s*(?P<table>[A-Za-z0-9_.-]+)(?:\s*/\s*(?P<column>[^\s\"“”]*))?)?"
    r"(?:\s*[\"“”](?P<words>[^\"“”]+)[\"“”])?\s*"
)
_QUOTES = re.compile('["“”„‟«»]')


class LinkKind(StrEnum):
    """What is shown of a figure."""

    COUNT = "count"
    OUT_OF = "out_of"
    N_OF_N = "n_of_n"
    PER_CENT = "per_cent"
    FIGURE = "figure"
    VALUE = "value"
    WORDS = "words"
    CASES = "cases"
    SAMPLE = "sample"
    RATING = "rating"
    TABLE = "table"
    CHART = "chart"
    STATED = "stated"

    @property
    def block(self) -> bool:
        """Whether it stands on a line of its own."""
        return self in (LinkKind.TABLE, LinkKind.CHART)


_KINDS = frozenset(each.value for each in LinkKind)


@dataclass(frozen=True)
class Link:
    """One link as typed: what is shown, of what, and from which table and column (None: wherever it stands).

    `words` are quoted: the number words that are checked against the figure, or a number that comes from
    elsewhere (stated).
    """

    kind: LinkKind
    subject: str | None = None
    option: str | None = None
    table: str | None = None
    column: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class PlacedLink:
    """A link where it stands in a text: its line from 1 and its characters from `start` up to `end`.

    `link` None could not be read at all; `typed` is what stands between the braces, its ends trimmed.
    """

    typed: str
    link: Link | None
    line: int
    start: int
    end: int


def find_links(text: str) -> Iterator[PlacedLink]:
    """Every link of a text in the order they stand, those that can't be read too."""
    for found in LINK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield PlacedLink(found[1].strip(), read_link(found[1]), line, found.start(), found.end())


def why_unread(typed: str) -> str:
    """Why what is typed between braces is no link."""
    words = typed.split()
    if not words:
        return "Nothing stands between these braces."
    if words[0] not in _KINDS:
        return f"“{words[0]}” is no kind of link. The kinds are {', '.join(LinkKind)}."
    if len(_QUOTES.findall(typed)) % 2:
        return "The words in quotation marks have no beginning or no end."
    if typed.count("=") > 1 or typed.count("@") > 1:
        return "A link has one “=” at most, before an answer, and one “@”, before a table."
    return (
        "What follows the kind can’t be read: it is a question=answer, then @ table/column, then words in "
        "quotation marks."
    )


def read_link(typed: str) -> Link | None:
    """The link that is typed between braces; None when it can't be read."""
    found = _INSIDE.fullmatch(typed)
    if found is None or found["kind"] not in _KINDS:
        return None
    return Link(
        LinkKind(found["kind"]),
        found["subject"],
        found["option"],
        found["table"],
        found["column"],
        found["words"],
    )
