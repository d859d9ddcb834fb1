"""The columns of a case long list, and the headings by which each is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_HINT = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column: its key, usual heading, other headings (folded), and whether a list must have it."""

    key: str
    heading: str
    others: tuple[str, ...] = ()
    needed: bool = True


COLUMNS = (
    Column("family_name", "Family name", ("surname", "last name")),
    Column(
        "first_names", "First name(s)", ("first names", "forename", "forenames", "given name", "given names")
    ),
    Column("date_of_birth", "DoB", ("date of birth", "birth date")),
    Column("gender", "Gender", ("sex",)),
    Column("sentence_type", "Case/sentence type", ("sentence type", "case type", "type of sentence")),
    Column("crn", "CRN", ("case reference number", "crn number")),
    Column("pnc", "PNC", ("pnc number", "pnc id", "police national computer number")),
    Column(
        "rosh",
        "Risk of Serious Harm classification",
        ("risk of serious harm", "rosh", "rosh classification", "rosh level", "risk of serious harm level"),
    ),
    Column(
        "start_date",
        "Date of sentence or release on licence",
        ("date of sentence", "date of release on licence", "date of sentence or release", "start date"),
    ),
    Column("terminated", "Order or licence terminated", ("terminated",), needed=False),
    Column("cluster", "Cluster"),
    Column("ldu", "LDU", ("local delivery unit",)),
    Column("team", "Team", ("team name",), needed=False),
    Column("officer", "Responsible officer", ("offender manager", "probation practitioner", "officer")),
    Column("manager", "Manager", ("line manager",), needed=False),
    Column("office", "Office", ("office location",), needed=False),
)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}


def fold_heading(text: str) -> str:
    """A heading reduced to its words: no bracketed hints, line breaks, signs or capitals."""
    return _NOT_A_WORD.sub(" ", _HINT.sub(" ", text)).strip().casefold()


def _known_headings() -> dict[str, str]:
    known: dict[str, str] = {}
    for column in COLUMNS:
        for name in (column.heading, column.key, *column.others):
            known[fold_heading(name)] = column.key
    return known


_KNOWN = _known_headings()


NO_OWN: Mapping[str, str] = MappingProxyType({})


def column_of(heading: str, own: Mapping[str, str] = NO_OWN) -> Column | None:
    """The column a heading (or a column's key) stands for, or None when it is none of the long list's.

    `own` are the headings, folded, that somebody gave a column's key, or "" for none: they go first.
    """
    folded = fold_heading(heading)
    return BY_KEY.get(own.get(folded, _KNOWN.get(folded, "")))
