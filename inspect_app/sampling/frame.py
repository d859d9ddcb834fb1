"""One row of a long list made typed: folded cells, dates, the attributes of a definition, and its key."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.sampling.strata import stratum_of

_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class ListRow:
    """A row as the spreadsheet has it: its row number there, and its cells' text by column key."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class FrameRow:
    """A row made typed. What can't be read is None or missing, never guessed.

    `attributes` holds the definition's attributes that could be resolved; `key` identifies the case; the
    `stratum` is known only when all attributes are.
    """

    row: ListRow
    date_of_birth: date | None
    start_date: date | None
    attributes: Mapping[str, str]
    key: str | None
    stratum: str | None

    @property
    def number(self) -> int:
        """The row number in the spreadsheet."""
        return self.row.number

    def name(self) -> tuple[str, str]:
        """Family name and first names, fit to be compared."""
        return fold(self.row["family_name"]), fold(self.row["first_names"])

    def day_in(self, column: str) -> date | None:
        """The date in one of the two columns that hold dates."""
        return self.start_date if column == "start_date" else self.date_of_birth

    def key_column(self) -> str:
        """The column that the key was taken from; for a person known by name, the family name."""
        kind = (self.key or "").partition(":")[0]
        return kind if kind in ("crn", "pnc") else "family_name"

    def identifier(self, column: str) -> str:
        """A CRN or PNC without spaces, in capitals."""
        return identifier(self.row[column])


@dataclass(frozen=True, slots=True)
class FrameCase:
    """A row that can be drawn, as far as a draw needs it; cluster, LDU and officer are folded."""

    key: str
    stratum: str
    cluster: str
    ldu: str
    officer: str
    attributes: Mapping[str, str]
    row_number: int

    @classmethod
    def made(
        cls, key: str, stratum: str, cells: Mapping[str, str], attributes: Mapping[str, str], row_number: int
    ) -> Self:
        """A case of a row's cells by column key; `row_number` is that in the spreadsheet."""
        cluster, ldu, officer = (_place(cells.get(column, "")) for column in ("cluster", "ldu", "officer"))
        return cls(key, stratum, cluster, ldu, officer, attributes, row_number)

    def place(self) -> tuple[str, str, str]:
        """Cluster, LDU and officer: what a systematic sample is spread over."""
        return self.cluster, self.ldu, self.officer


def clean(text: str) -> str:
    """Text in composed form, with outer white space (and NUL) cut and inner runs of it made one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")  # most cells: there is nothing else to do
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.replace("\0", " ").split())


def fold(text: str) -> str:
    """Text fit to be compared: cleaned and without capitals."""
    return clean(text).casefold()


@lru_cache(maxsize=10_000)
def _place(text: str) -> str:
    """A place's name folded; a list has many rows for each."""
    return fold(text)


def parse_date(text: str) -> date | None:
    """A real date in dd/mm/yyyy or yyyy-mm-dd from 1900 on, or None."""
    if found := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day) if year >= _EARLIEST_YEAR else None
    except ValueError:
        return None


def typed(rows: Iterable[ListRow], definition: Definition) -> tuple[FrameRow, ...]:
    """The typed forms of rows under a definition; attributes that rows share are worked out once for all."""
    columns = [attribute.column for attribute in definition.attributes]
    known: dict[tuple[str, ...], tuple[Mapping[str, str], str | None]] = {}
    found: list[FrameRow] = []
    for row in rows:
        texts = tuple(row[column] for column in columns)
        if texts not in known:
            known[texts] = _attributes(texts, definition)
        attributes, stratum = known[texts]
        born = parse_date(row["date_of_birth"])
        found.append(FrameRow(row, born, parse_date(row["start_date"]), attributes, _key(row, born), stratum))
    return tuple(found)


def frame_hash(cases: Sequence[FrameCase]) -> str:
    """SHA-256 over everything a draw depends on, whatever the order of the rows."""
    lines = [[case.key, case.stratum, *case.place(), dict(case.attributes)] for case in cases]
    return sha256_hex("\n".join(sorted(canonical_json(line) for line in lines)))


def _attributes(texts: tuple[str, ...], definition: Definition) -> tuple[Mapping[str, str], str | None]:
    """The attributes that cells say, in the definition's order, and the stratum."""
    pairs = zip(definition.attributes, texts, strict=True)
    values = {attribute.id: _resolve(attribute, text) for attribute, text in pairs}
    attributes = {id_: value for id_, value in values.items() if value is not None}
    stratum = stratum_of(definition, attributes) if len(attributes) == len(values) else None
    return attributes, stratum.id if stratum else None


def _resolve(attribute: Attribute, text: str) -> str | None:
    if not attribute.options:
        return clean(text) or None
    wanted = fold(text)
    for option in attribute.options:
        if wanted in {fold(name) for name in (option.value, str(option.label), *option.codes)}:
            return option.value
    return None


def _key(row: ListRow, born: date | None) -> str | None:
    if crn := identifier(row["crn"]):
        return f"crn:{crn}"
    if pnc := identifier(row["pnc"]):
        return f"pnc:{pnc}"
    names = fold(row["family_name"]), fold(row["first_names"])
    if born and all(names):
        return canonical_json(["person", *names, born.isoformat()])
    return None


def identifier(text: str) -> str:
    """A CRN or PNC without spaces, in capitals."""
    return "".join(unicodedata.normalize("NFC", text).split()).upper()
