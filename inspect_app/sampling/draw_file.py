"""The file that a draw is handed on in: all that is needed to repeat it with the long list, and no name."""

import json
from collections import Counter
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.scheme import Split
from inspect_app.sampling.plan import Method, Plan

FORMAT: Literal["inspect-app draw"] = "inspect-app draw"
FORMAT_VERSION: Literal[1] = 1

_Count = Annotated[int, Field(ge=0)]
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Fraction = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)/[1-9][0-9]*$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FilePlan(_Part):
    """The plan that was drawn by; `left_out` has the cases of the strata left out on purpose."""

    size: Annotated[int, Field(ge=1)]
    sizes: dict[str, _Count] | None
    buffer: _Count
    cap: Annotated[int, Field(ge=1)] | None
    mode: Literal["shortlist", "on_the_day"]
    splits: list[Split]
    left_out: dict[str, _Count]
    confidence: int | float | None
    margin: int | float | None
    minimum: int | None
    maximum: int | None


class FileStratum(_Part):
    """A stratum of the draw; `hash` is that of all that came of the draw there."""

    id: str
    label: str
    population: _Count
    primaries: _Count
    reserves: _Count
    drawn: _Count
    hash: _Hash | None


class FileStep(_Part):
    """A step of the allocation, with the counts by stratum after it."""

    name: str
    words: str
    counts: dict[str, _Count]


class FileCase(_Part):
    """A case drawn; `hash` is its key's under the inspection's secret, None once the list was destroyed."""

    reference: str | None
    stratum: str
    role: Literal["primary", "reserve"]
    place: Annotated[int, Field(ge=1)]
    probability: _Fraction
    hash: _Hash | None


class DrawFile(_Part):
    """A draw as exported. Rows are named by their numbers in the spreadsheet."""

    format: Literal["inspect-app draw"]
    format_version: Literal[1]
    inspection: str
    draw: Annotated[int, Field(ge=1, le=2**31 - 1)]
    reason: str | None
    drawn_at: str
    method: Literal["systematic", "inspectorate"]
    method_version: str
    seed: Annotated[str, Field(min_length=1)]
    seed_typed: bool
    seed_made_at: str
    as_at: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    headings: dict[str, str]
    excluded_by_hand: list[int]
    restored: list[int]
    corrections: _Count
    instrument: str
    structure_hash: _Hash
    plan: FilePlan
    frame_hash: _Hash
    population: _Count
    excluded: dict[str, _Count]
    open_problems: _Count
    strata: Annotated[list[FileStratum], Field(min_length=1)]
    trace: list[FileStep]
    warnings: list[str]
    cases: list[FileCase]
    draw_hash: _Hash

    def plan_to_repeat(self) -> Plan:
        """The plan as a draw takes it."""
        return Plan(
            method=Method(self.method),
            size=self.plan.size,
            sizes=self.plan.sizes,
            buffer=self.plan.buffer,
            cap=self.plan.cap,
            mode=self.plan.mode,
            strata=tuple(each.id for each in self.strata),
            splits=tuple(self.plan.splits),
        )

    def list_date(self) -> date:
        """The day that the long list speaks of."""
        return date.fromisoformat(self.as_at)


def to_text(file: DrawFile) -> str:
    """The file as it is written."""
    return json.dumps(file.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read_draw_file(data: bytes) -> DrawFile:
    """An exported draw; UserError when it is none, lacks something, or its numbers don't add up."""
    try:
        content = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise UserError(
            "The file is no exported draw: it isn’t JSON. Choose the file of sample export."
        ) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UserError(f"The file is no exported draw: its format isn’t “{FORMAT}”.")
    if content.get("format_version") != FORMAT_VERSION:
        raise UserError(
            f"The file is of another version of the format: this programme reads {FORMAT_VERSION} only."
        )
    try:
        file = DrawFile.model_validate(content)
        file.list_date()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        missing = first["type"] == "missing"
        words = "is missing" if missing else f"can’t be used ({first['msg'].lower()})"
        raise UserError(f"The exported draw is damaged: {place} {words}.") from None
    except ValueError:
        raise UserError("The exported draw is damaged: as_at is no real date.") from None
    for wrong in _sums(file):
        raise UserError(f"The exported draw is damaged: {wrong}.")
    return file


def _sums(file: DrawFile) -> list[str]:
    """What doesn't add up."""
    found: list[str] = []
    if len({each.id for each in file.strata}) < len(file.strata):
        found.append("a stratum stands there twice")
    if file.population != sum(each.population for each in file.strata) + sum(file.plan.left_out.values()):
        found.append("the populations of the strata don’t add up to that of the list")
    found += [
        f"the numbers of stratum {each.id} don’t add up"
        for each in file.strata
        if each.drawn != each.primaries + each.reserves or each.drawn > each.population
    ]
    if any(set(step.counts) != {each.id for each in file.strata} for step in file.trace):
        found.append("a step of the trace is of other strata")
    if file.plan.sizes is not None and sum(file.plan.sizes.values()) != file.plan.size:
        found.append("the sizes of the strata don’t add up to the size")
    if file.plan.sizes is not None and set(file.plan.sizes) != {each.id for each in file.strata}:
        found.append("the sizes are of other strata")
    return [*found, *_cases(file)]


def _cases(file: DrawFile) -> list[str]:
    counts = Counter((each.stratum, each.role) for each in file.cases)
    on_the_day = file.plan.mode == "on_the_day"
    expected: Counter[tuple[str, str]] = Counter()
    for each in file.strata:
        expected[each.id, "primary"] = 0 if on_the_day else each.primaries
        expected[each.id, "reserve"] = each.drawn if on_the_day else each.reserves
    if counts != expected:
        return ["the cases aren’t as many as the strata say"]
    places = Counter((each.role, each.role == "reserve" and each.stratum, each.place) for each in file.cases)
    if len(places) < len(file.cases):
        return ["two cases have the same place"]
    return []
