"""Destroys an inspection's long list and all that leads back to its people; a record of that stays."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.own_cases import keep_own_cases
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, destruction, inspections
from inspect_app.records.engine import Engine, Session
from inspect_app.records.models import FrameDestructionRow

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class ListDestroyed:
    """A list that was destroyed: the SHA-256 of its cells, the day it spoke of, and how many rows it had."""

    content_hash: str
    as_at: str
    rows: int


@dataclass(frozen=True)
class FrameLost:
    """The frame of a draw, by which the same list, supplied again, can be told."""

    draw: int
    frame_hash: str


@dataclass(frozen=True)
class Destruction:
    """The record of a destruction: by whom, when and why, and what it was that is gone."""

    at: datetime
    author: str
    reason: str
    lists: list[ListDestroyed]
    frames: list[FrameLost]


def destroy_frame(session: Session, actor: Actor, clock: Clock, *, ref: str, reason: str) -> Destruction:
    """Destroy every long list of inspection `ref`, the links from cases and draws to them, and their key.

    Cases, answers and draws stay, and a draw can still be verified with the list, as corrected, supplied
    again. Raises UserError when there is no such inspection, no list, or no reason.
    """
    inspection, _ = inspections.lock(session, ref)
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON or not words.isprintable():
        raise UserError(
            f"Say why the list is destroyed, on one line of at most {LONGEST_REASON:,} characters."
        )
    lists = destruction.lists(session, inspection.id)
    if not lists:
        raise UserError(no_list_words(session, inspection.id))
    body = {
        "lists": [each._asdict() for each in lists],
        "frames": [each._asdict() for each in destruction.frames(session, inspection.id)],
    }
    now = clock()
    row = FrameDestructionRow(
        inspection_id=inspection.id, reason=words, body=body, at=now, author=actor.name, device=actor.device
    )
    session.add(row)
    keep_own_cases(session, actor, now, inspection.id)
    destruction.destroy(session, inspection.id)
    counts = {"rows": sum(each.rows for each in lists), "lists": len(lists)}
    event = access_log.Event(now, actor, "frame.destroy", ref, "long list", counts, reason=words)
    access_log.write(session, event)
    return _record(row)


def overwrite_destroyed(engine: Engine) -> None:
    """Once a destruction is committed: leave nothing of the list in the database's own files."""
    destruction.overwrite(engine)


def last_destruction(session: Session, inspection: int) -> Destruction | None:
    """The last destruction in an inspection, or None when its lists were never destroyed."""
    row = destruction.last(session, inspection)
    return _record(row) if row else None


def no_list_words(session: Session, inspection: int) -> str:
    """Why an inspection has no long list, and what can be done."""
    destroyed = last_destruction(session, inspection)
    if destroyed is None:
        return "This inspection has no long list yet. Import one first."
    return f"{destroyed_words(destroyed)} What needs the list can’t be done any more."


def destroyed_words(destroyed: Destruction) -> str:
    """When and why a list was destroyed, as two sentences."""
    day = f"{destroyed.at.day} {destroyed.at:%B %Y}"
    stop = "" if destroyed.reason.endswith((".", "!", "?")) else "."
    return f"The long list was destroyed on {day}. The reason given: {destroyed.reason}{stop}"


def _record(row: FrameDestructionRow) -> Destruction:
    return Destruction(
        at=row.at,
        author=row.author,
        reason=row.reason,
        lists=[ListDestroyed(**each) for each in row.body["lists"]],
        frames=[FrameLost(**each) for each in row.body["frames"]],
    )
