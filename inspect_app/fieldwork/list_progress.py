"""Planned and achieved, stratum by stratum, and every case that left the sample and what took its place."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.replace_case import last_draw, reasons_of
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import inspections, replacements
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class StratumProgress:
    """A stratum: its cases in the frame, planned, in the sample now, signed off, withdrawn, reserves left.

    `missing` is how many of the planned are not in the sample now; negative when there are more than planned.
    """

    id: str
    title: str
    population: int
    planned: int
    now: int
    signed_off: int
    withdrawn: int
    reserves_left: int

    @property
    def missing(self) -> int:
        """How many of the planned cases are not in the sample."""
        return self.planned - self.now


@dataclass(frozen=True)
class ReplacementLine:
    """A case that left and the one that came, by reference; `reason` and `words` say why."""

    stratum: str
    left: str | None
    came: str | None
    reason: str
    words: str
    at: datetime
    author: str


@dataclass(frozen=True)
class Progress:
    """How far the sample of an inspection is achieved; `draw` is the number of the draw it comes from."""

    draw: int
    strata: list[StratumProgress]
    replacements: list[ReplacementLine]


def list_progress(session: Session, ref: str) -> Progress:
    """Planned and achieved for the last draw of an inspection; UserError when nothing was drawn."""
    inspection, definition = inspections.find(session, ref)
    draw = last_draw(session, inspection.id)
    counted = Counter(replacements.statuses(session, draw.id))
    reserves = replacements.reserves_left(session, draw.id)
    titles = {line["id"]: line["title"] for line in draw.plan["strata"]}
    reasons = {each.id: str(each.title) for each in reasons_of(definition)}
    strata = [
        StratumProgress(
            id=id_,
            title=line["title"],
            population=line["population"],
            planned=line["primaries"],
            now=sum(counted[id_, each] for each in CaseStatus if each is not CaseStatus.WITHDRAWN),
            signed_off=counted[id_, CaseStatus.SIGNED_OFF],
            withdrawn=counted[id_, CaseStatus.WITHDRAWN],
            reserves_left=reserves.get(id_, 0),
        )
        for line in draw.plan["strata"]
        for id_ in (line["id"],)
    ]
    log = [
        ReplacementLine(
            titles[line.stratum], line.left, line.came,
            "Taken on the day" if line.reason is None else reasons.get(line.reason, line.reason),
            line.words, line.at, line.author,
        )
        for line in replacements.lines(session, draw.id)
    ]  # fmt: skip
    return Progress(draw.number, strata, log)
