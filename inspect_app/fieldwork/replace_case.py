"""Takes a case out of the sample and the next reserve of its stratum in, or just a reserve, on the day."""

from dataclasses import dataclass
from typing import NamedTuple

from inspect_app.fieldwork.change_case import LONGEST_REASON, change_case
from inspect_app.fieldwork.destroy_frame import last_destruction, no_list_words
from inspect_app.fieldwork.place_cases import find_or_make, path_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import Action, CaseStatus
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.questionnaire.scheme import Reason
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log, cases, draws, inspections, replacements
from inspect_app.records.engine import Session
from inspect_app.records.models import CaseRow, DrawRow, ReplacementRow
from inspect_app.records.replacements import Reserve
from inspect_app.sampling.frame import fold


@dataclass(frozen=True)
class Replaced:
    """The case that left (None on the day) and the one that came (None where no reserve was left)."""

    stratum: str
    left: str | None
    came: str | None


def replace_case(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reference: str, covers: str, reason: str,
    words: str = "",
) -> Replaced:  # fmt: skip
    """Withdraw a case for one of the scheme's reasons, and take the next reserve of its stratum in its place.

    `covers` is the position of the case on the page that was seen. Without a reserve left the stratum falls
    short. Raises UserError, and stores nothing, when there is no such case or reason, when the reason asks
    for words, when the case didn't come from the last draw, was replaced before or can't be withdrawn.
    """
    inspection, definition = inspections.lock(session, ref)
    draw = last_draw(session, inspection.id)
    case = replacements.case_of(session, inspection.id, reference)
    if case is None:
        raise NotThere(f"There is no case {reference} in inspection {ref}.")
    if case.draw_id != draw.id or case.stratum is None:
        raise UserError(f"Case {reference} doesn't come from the draw, so no reserve can take its place.")
    if replacements.of_case(session, case.id):
        raise UserError(f"Case {reference} was replaced before.")
    said = _said(definition, reason, words)
    change_case(
        session, actor, clock, Action.WITHDRAW, ref=ref, reference=reference, covers=covers, reason=said
    )
    reserve = _next(session, inspection.id, draw, case.stratum)
    came = _take(session, inspection.id, draw, case.stratum, reserve) if reserve else None
    change = _Change(case.stratum, case, reserve, came, reason, words)
    _keep(session, actor, clock, draw, change)
    result = Replaced(case.stratum, reference, came.reference if came else None)
    detail = {"by": result.came, "reason": reason}
    access_log.record(session, clock(), actor, "case.replace", ref, f"case {reference}", detail)
    return result


def take_case(
    session: Session, actor: Actor, clock: Clock, *, ref: str, stratum: str, words: str = ""
) -> Replaced:
    """Take the next reserve of a stratum into the sample: selection on the day.

    Raises UserError when there is no such stratum or no reserve left, and when the stratum has as many cases
    as planned and no words say why it needs more.
    """
    inspection, _ = inspections.lock(session, ref)
    draw = last_draw(session, inspection.id)
    planned = {line["id"]: line["primaries"] for line in draw.plan["strata"]}
    if stratum not in planned:
        raise UserError(f"The sample has no stratum {stratum}. It has: {', '.join(planned)}.")
    now = sum(
        1
        for each, status in replacements.statuses(session, draw.id)
        if each == stratum and status is not CaseStatus.WITHDRAWN
    )
    if now >= planned[stratum] and not tidy(words):
        raise UserError(
            f"The stratum has its {planned[stratum]} planned cases already. Say why it needs one more."
        )
    reserve = _next(session, inspection.id, draw, stratum)
    if reserve is None:
        raise UserError("No reserve of this stratum is left to take.")
    came = _take(session, inspection.id, draw, stratum, reserve)
    _keep(session, actor, clock, draw, _Change(stratum, None, reserve, came, None, words))
    subject = f"case {came.reference}"
    access_log.record(session, clock(), actor, "sample.take", ref, subject, {"stratum": stratum})
    return Replaced(stratum, None, came.reference)


def reasons_of(definition: Definition) -> tuple[Reason, ...]:
    """Why a case of an instrument can be replaced."""
    return definition.sampling.replacement_reasons


def last_draw(session: Session, inspection: int) -> DrawRow:
    """The draw that the sample comes from; UserError when nothing was drawn."""
    draw = draws.latest_draw(session, inspection)
    if draw is None:
        raise UserError("This inspection has no sample yet. Draw one first.")
    return draw


def _said(definition: Definition, reason: str, words: str) -> str:
    """A reason with what was said to it, as the case's history tells it."""
    known = {each.id: each for each in reasons_of(definition)}
    if reason not in known:
        raise UserError(f"There is no reason {reason or '(blank)'}. The reasons are: {', '.join(known)}.")
    said = tidy(words)
    if known[reason].needs_words and not said:
        raise UserError("Say in your own words why the case is replaced.")
    if len(said) > LONGEST_REASON - 200:
        raise UserError(f"What you say is too long: {LONGEST_REASON - 200:,} characters are allowed.")
    return f"{known[reason].title}. {said}".strip() if said else str(known[reason].title)


def _next(session: Session, inspection: int, draw: DrawRow, stratum: str) -> Reserve | None:
    reserve = replacements.next_reserve(session, draw.id, stratum)
    if reserve is None and last_destruction(session, inspection):
        raise UserError(no_list_words(session, inspection))
    return reserve


def _take(session: Session, inspection: int, draw: DrawRow, stratum: str, reserve: Reserve) -> CaseRow:
    """Makes a reserve a case under the next free reference."""
    known = replacements.references(session, inspection)
    numbers = [int(each) for each in known if each.isdecimal()]
    width = max((len(each) for each in known if each.isdecimal()), default=3)
    reference = str(max(numbers, default=0) + 1).zfill(width)
    path = path_of(reserve._asdict())
    areas = find_or_make(session, inspection, [path])
    cases.add_case(
        session, inspection, reference, dict(reserve.attributes), stratum=stratum,
        long_list_row=reserve.row_id, draw=draw.id, area=areas.get(path),
    )  # fmt: skip
    case = replacements.case_of(session, inspection, reference)
    assert case is not None  # noqa: S101 - it has just been added
    case.officer_group = _group(session, inspection, reserve.officer)
    session.flush()
    return case


def _group(session: Session, inspection: int, officer: str) -> int | None:
    """The number that stands for an officer, as their other cases have it, or the next one; None for none."""
    if not fold(officer):
        return None
    groups = replacements.officer_groups(session, inspection)
    known = {fold(name): group for group, name in groups}
    return known.get(fold(officer), max(known.values(), default=0) + 1)


class _Change(NamedTuple):
    stratum: str
    left: CaseRow | None
    reserve: Reserve | None
    came: CaseRow | None
    reason: str | None
    words: str


def _keep(session: Session, actor: Actor, clock: Clock, draw: DrawRow, change: _Change) -> None:
    row = ReplacementRow(
        inspection_id=draw.inspection_id,
        draw_id=draw.id,
        stratum=change.stratum,
        case_id=change.left.id if change.left else None,
        taken_id=change.reserve.id if change.reserve else None,
        became_id=change.came.id if change.came else None,
        reason=change.reason,
        words=tidy(change.words),
        at=clock(),
        author=actor.name,
        device=actor.device,
    )
    session.add(row)
    session.flush()
