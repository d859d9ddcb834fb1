"""Releases an area's report to its reviewers, and withdraws it."""

from datetime import datetime

from inspect_app.fieldwork.change_areas import subject_of
from inspect_app.fieldwork.find_area_edition import find_area_edition
from inspect_app.fieldwork.list_areas import get_area
from inspect_app.fieldwork.list_releases import find_release, readers_of
from inspect_app.fieldwork.policies import check_can_release, check_can_withdraw
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.findings.snapshot import Snapshot, snapshot_hash, to_json
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, releases, snapshots, states
from inspect_app.records.access_log import Event
from inspect_app.records.engine import Session, one_moment
from inspect_app.records.models import ReleaseRow

NOBODY = "nobody yet"


def release_report(
    session: Session, actor: Actor, clock: Clock, *, ref: str, area: int, reason: str
) -> Snapshot:
    """Freeze an area's edition as it is now, for the area's reviewers to read; answers the edition.

    Raises UserError when there is no such area or no reason, when none of its cases is signed off, or when
    the report that they have is this one.
    """
    words = given_reason(reason)
    inspection, _ = inspections.lock(session, ref)
    check_can_release(get_area(session, ref, area).line)
    with one_moment(session) as seen:
        edition = find_area_edition(seen, ref, area, frozen=True).snapshot
        ledger = anchor(states.heads(seen, inspection.id))
    frozen = snapshot_hash(edition)
    current = releases.current(session, inspection.id, area)
    if current and current.snapshot_hash == frozen:
        raise UserError("This report is released already, and nothing in it has changed since.")
    now = clock()
    _add(session, actor, inspection.id, area, edition, now)
    readers = readers_of(session, inspection.id, now.date()).get(area, [NOBODY])
    detail = {"snapshot": frozen, "ledger": ledger}
    event = Event(now, actor, "release.make", ref, subject_of(area), detail, words, ", ".join(readers))
    access_log.write(session, event)
    return edition


def withdraw_report(
    session: Session, actor: Actor, clock: Clock, *, ref: str, release: int, reason: str
) -> None:
    """Take a released report back: its readers can open it no more, but keep what they downloaded.

    Raises UserError when there is no such release or no reason, or when it is withdrawn already.
    """
    words = given_reason(reason)
    inspections.lock(session, ref)
    area, found = find_release(session, clock, ref, release)
    check_can_withdraw(found)
    now = clock()
    releases.withdraw(session, release, now, actor.name)
    subject, detail = subject_of(area.id), {"snapshot": found.snapshot_hash}
    access_log.write(session, Event(now, actor, "release.withdraw", ref, subject, detail, words))


def _add(
    session: Session, actor: Actor, inspection: int, area: int, edition: Snapshot, now: datetime
) -> None:
    latest = snapshots.latest(session, inspection, area)
    if latest is None or latest.snapshot_hash != snapshot_hash(edition):
        latest = snapshots.add(
            session,
            inspection,
            snapshot_hash=snapshot_hash(edition),
            body=to_json(edition),
            made_at=now,
            actor=actor,
            area=area,
        )
    row = ReleaseRow(
        inspection_id=inspection,
        area_id=area,
        snapshot_id=latest.id,
        released_at=now,
        released_by=actor.name,
    )
    releases.add(session, row)
