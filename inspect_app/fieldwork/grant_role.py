"""Gives somebody a role in an inspection, changes it and ends it; what somebody had stays on record."""

from dataclasses import dataclass
from datetime import date

from inspect_app.fieldwork.permissions import NEEDS_AREA, Role
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, accounts, areas, inspections, memberships
from inspect_app.records.engine import Session
from inspect_app.records.memberships import Member
from inspect_app.records.models import MembershipRow


@dataclass(frozen=True)
class Grant:
    """A role to be given: `area` (its id) for the roles that are about one, `until` the last day if any."""

    role: Role
    area: int | None = None
    until: date | None = None


def grant_role(session: Session, actor: Actor, clock: Clock, *, ref: str, account: str, grant: Grant) -> int:
    """Give an account a role in an inspection; answers the membership's id.

    Raises UserError when there is no such account or area, when the last day is over, when they have the very
    same role already, or when an area reviewer would have another role beside it.
    """
    inspection, _ = inspections.lock(session, ref)  # two grants at once would not see each other
    _check_grant(session, inspection.id, grant, clock().date())
    _check_beside(session, inspection.id, account, grant, clock().date())
    return _give(session, actor, clock, ref, inspection.id, account, grant, "role.give")


def change_role(
    session: Session, actor: Actor, clock: Clock, *, ref: str, membership: int, grant: Grant
) -> None:
    """Put another role, area or last day in the place of one that somebody has; raises UserError as above."""
    inspection, _ = inspections.lock(session, ref)  # two grants at once would not see each other
    now = clock()
    member = _current(session, inspection.id, membership)
    _check_grant(session, inspection.id, grant, now.date())
    memberships.end(session, membership, now, actor.name)
    _check_beside(session, inspection.id, member.account, grant, now.date())
    given = _give(session, actor, clock, ref, inspection.id, member.account, grant, "role.change")
    memberships.set_days(session, given, member.working_days, member.officer_name)


def end_role(session: Session, actor: Actor, clock: Clock, *, ref: str, membership: int) -> None:
    """Take a role away, from this moment on; UserError when the inspection has no such role to end."""
    inspection, _ = inspections.lock(session, ref)  # two grants at once would not see each other
    now = clock()
    member = _current(session, inspection.id, membership)
    memberships.end(session, membership, now, actor.name)
    subject, detail = f"account {member.email}", {"role": member.role, "area": member.area}
    access_log.record(session, now, actor, "role.end", ref, subject, detail)


def _current(session: Session, inspection: int, membership: int) -> Member:
    member = memberships.find(session, inspection, membership)
    if member is None or member.ended_at is not None:
        raise UserError("This role has been ended already, or there is none like it. Look at the list again.")
    return member


def _check_grant(session: Session, inspection: int, grant: Grant, today: date) -> None:
    if grant.until is not None and grant.until < today:
        raise UserError("The last day is over already. Enter today or a later day, or leave it empty.")
    known = {area.id for area in areas.of_inspections(session, [inspection])}
    if grant.role in NEEDS_AREA and grant.area not in known:
        raise UserError(f"Choose the area that the {grant.role.label} is for. The Areas page has them.")


def _check_beside(session: Session, inspection: int, account: str, grant: Grant, today: date) -> None:
    """An area reviewer sees an area's results and nothing else, which another role would undo."""
    others = [each for each in memberships.of_inspection(session, inspection) if each.account == account]
    roles = [(Role(each.role), each.area) for each in others if each.holds(today)]
    if (grant.role, _area(grant)) in roles:
        raise UserError(f"They are {grant.role.label} already. Change that role instead.")
    kinds = {role for role, _ in roles} | {grant.role}
    found = accounts.find(session, account)
    if grant.role is Role.AREA_REVIEWER and found is not None and found.administrator:
        raise UserError("An administrator of the server sees the names of all areas, so can review none.")
    if Role.AREA_REVIEWER in kinds and len(kinds) > 1:
        raise UserError("An area reviewer can have no other role beside it. End the other one first.")


def _give(
    session: Session,
    actor: Actor,
    clock: Clock,
    ref: str,
    inspection: int,
    account: str,
    grant: Grant,
    action: str,
) -> int:
    found = accounts.find(session, account)
    if found is None:
        raise UserError("There is no such account. Look at the list again.")
    now = clock()
    row = MembershipRow(
        inspection_id=inspection,
        account_id=account,
        role=grant.role.value,
        area_id=_area(grant),
        since=now,
        granted_by=actor.name,
        until=grant.until,
    )
    detail = {
        "role": grant.role.value,
        "area": _area(grant),
        "until": grant.until.isoformat() if grant.until else None,
    }
    access_log.record(session, now, actor, action, ref, f"account {found.email}", detail)
    return memberships.add(session, row)


def _area(grant: Grant) -> int | None:
    return grant.area if grant.role in NEEDS_AREA else None
