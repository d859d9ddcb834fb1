"""The frozen result of an inspection at one moment: all that reports, workbooks and pages render from."""

from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import TypeAdapter

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import ADDED, DecidedRating, OverallRating, Rating, Table
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.findings.written import written
from inspect_app.questionnaire.canonical import canonical_json, sha256_hex

FORMAT = 1
INTERNAL = "internal"
EMERGING = "emerging"
"""Of all cases begun, while people still score them: never frozen, published or given to an area."""
AREA = "area"


@dataclass(frozen=True)
class InspectionFacts:
    """Which inspection this is and how its outputs are to be handled."""

    ref: str
    title: str
    synthetic: bool
    threshold: int
    marking: str


@dataclass(frozen=True)
class InstrumentFacts:
    """The questionnaire the cases were scored with."""

    id: str
    version: str
    title: str
    structure_hash: str
    text_revision: int


@dataclass(frozen=True)
class CaseCounts:
    """The inspection's cases by status; figures count those signed off, emerging ones all that are begun."""

    allocated: int = 0
    in_progress: int = 0
    submitted: int = 0
    returned: int = 0
    signed_off: int = 0
    withdrawn: int = 0

    @property
    def total(self) -> int:
        """Every case of the inspection but those withdrawn, which are part of no sample achieved."""
        return self.allocated + self.begun

    @property
    def begun(self) -> int:
        """Every case that somebody has begun to score, but for those withdrawn."""
        return self.in_progress + self.submitted + self.returned + self.signed_off


@dataclass(frozen=True)
class StratumFacts:
    """One stratum of the draw, in cases; `signed_off` is how many of its cases count so far.

    Editions that hide numbers tell its population alone: the others are counts of the sample by group.
    """

    id: str
    title: str
    population: int
    drawn: int | None
    primaries: int | None
    reserves: int | None
    signed_off: int | None


@dataclass(frozen=True)
class SamplingFacts:
    """How the cases were drawn: enough for anyone to draw the same sample again."""

    seed: str
    method: str
    version: str
    frame_hash: str
    size: int
    strata: tuple[StratumFacts, ...]


@dataclass(frozen=True)
class DesignStratum:
    """One stratum as estimates see it: the cases it holds, and those sampled from it."""

    id: str
    population: int
    sampled: int


@dataclass(frozen=True)
class DesignFacts:
    """What estimates go by; `label` says how the cases were drawn, as far as estimates mind."""

    label: str
    strata: tuple[DesignStratum, ...]


@dataclass(frozen=True)
class SectionFacts:
    """A section of the questionnaire, the point it is read at and the ids of its tables."""

    id: str
    title: str
    point: str
    point_title: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class EditionFacts:
    """Whom this edition is for: the internal one, or one derived from it with small numbers suppressed.

    `derived_from` is the hash of the internal snapshot if nothing is suppressed, else its ledger position.
    Counts are rounded to multiples of `rounding`, if it is not 0; without `secondary` nothing but small
    numbers is suppressed.
    """

    id: str
    threshold: int
    derived_from: str | None
    rounding: int = field(default=0, metadata=ADDED)
    secondary: bool = field(default=True, metadata=ADDED)

    @property
    def disclosure(self) -> Disclosure:
        """How it was protected."""
        return Disclosure(self.threshold, self.rounding, self.secondary)

    @property
    def emerging(self) -> bool:
        """Whether it counts cases that people still score."""
        return self.id == EMERGING

    @property
    def of_area(self) -> bool:
        """Whether it is about the cases of one area alone."""
        return self.id == AREA


COUNTS_SIGNED_OFF = EditionFacts(INTERNAL, 0, None)
COUNTS_BEGUN = EditionFacts(EMERGING, 0, None)


@dataclass(frozen=True)
class Snapshot:
    """Every figure of one edition and where it came from. Same answers in, same bytes out.

    `counted` are the references of the cases in the figures; `ledger_position` is the digest over the
    positions of all assessments, None while the figures are only looked at; `as_at` is the ISO date of the
    last save that counts. `scale` says in a sentence each, best first, which per cents earn which rating.
    `data_version` changes with any answer or fact that the figures rest on, and `design` says what the
    estimates go by; None: as of a simple sample. `decided` is what people decided about ratings, which stay
    as computed; `overall_decided` is the overall rating that follows from it, None where that is the same.
    """

    format: int
    edition: EditionFacts
    inspection: InspectionFacts
    instrument: InstrumentFacts
    language: str
    as_at: str | None
    ledger_position: str | None
    cases: CaseCounts
    counted: tuple[str, ...]
    sampling: SamplingFacts | None
    sections: tuple[SectionFacts, ...]
    tables: tuple[Table, ...]
    ratings: tuple[Rating, ...]
    overall: OverallRating | None
    scale: tuple[str, ...] = ()
    data_version: str | None = field(default=None, metadata=ADDED)
    design: DesignFacts | None = field(default=None, metadata=ADDED)
    decided: tuple[DecidedRating, ...] = field(default=(), metadata=ADDED)
    overall_decided: OverallRating | None = field(default=None, metadata=ADDED)

    @property
    def cases_counted(self) -> int:
        """How many cases its figures count."""
        return self.cases.begun if self.edition.emerging else self.cases.signed_off

    def decision(self, subject: str) -> DecidedRating | None:
        """What stands of people's decisions about a standard, or about the whole ("overall")."""
        return next((each for each in self.decided if each.subject == subject), None)

    @property
    def standing_ratings(self) -> tuple[Rating, ...]:
        """The ratings with the band that was decided where one was: where each standard stands in the end."""
        return tuple(self._as_decided(rating) for rating in self.ratings)

    def _as_decided(self, rating: Rating) -> Rating:
        found = self.decision(rating.id)
        if found is None:
            return rating
        return replace(rating, band=found.band, band_title=found.band_title, points=found.points)

    def table(self, table_id: str) -> Table:
        """The table with an id. Raises KeyError when there is none."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)


@cache
def _adapter() -> TypeAdapter[Snapshot]:
    return TypeAdapter(Snapshot)


@in_one_go()
def to_json(snapshot: Snapshot) -> str:
    """The canonical JSON: sorted keys, no spaces, nothing escaped that need not be."""
    return canonical_json(written(snapshot))


def from_json(text: str) -> Snapshot:
    """The snapshot a canonical JSON text was made from. Raises ValueError when it is no snapshot."""
    snapshot = _adapter().validate_json(text)
    if snapshot.format != FORMAT:
        raise ValueError(f"This snapshot has format {snapshot.format}; this version reads format {FORMAT}.")
    return snapshot


def snapshot_hash(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256_hex(to_json(snapshot))
