"""Declares that somebody must not read some cases, because of a conflict of interest, and ends that."""

from dataclasses import dataclass

from inspect_app.fieldwork.change_areas import find_area
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.fieldwork.read_team import check_in_team, read_team
from inspect_app.fieldwork.take_back import take_back
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, accounts, areas, inspections, interests, team_cases
from inspect_app.records.base import Detail
from inspect_app.records.engine import Session
from inspect_app.records.models import ConflictOfInterestRow
from inspect_app.records.team_cases import CaseToRead


@dataclass(frozen=True)
class About:
    """What a conflict is about, one of three: an area (by id), one case, or all cases of a case's officer."""

    area: int | None = None
    case: str | None = None
    officer_of: str | None = None


def declare_conflict(
    session: Session, actor: Actor, clock: Clock, *, ref: str, account: str, about: About, reason: str
) -> list[str]:
    """Declare a conflict of interest; answers the references of cases that are no longer theirs.

    Raises UserError when the account is not in the team, when there is no such area, case or officer, when
    the same is declared already, or when it is about nothing or more than one thing, or for no reason.
    """
    inspection, _ = inspections.lock(session, ref)
    now = clock()
    check_in_team(read_team(session, inspection.id, now.date()), account)
    given = given_reason(reason)
    area, case, officer = _find(session, inspection.id, about)
    row = ConflictOfInterestRow(
        inspection_id=inspection.id,
        account_id=account,
        area_id=area,
        case_id=case.id if case else None,
        officer_group=officer,
        reason=given,
        declared_at=now,
        declared_by=actor.name,
    )
    reference = case.reference if case else None
    for each in interests.current(session, inspection.id):
        if (each.account, each.area, each.reference, each.officer_group) == (
            account,
            area,
            reference,
            officer,
        ):
            raise UserError("This conflict of interest is declared already.")
    number = interests.add(session, row)
    taken = take_back(session, actor, now, inspection.id, account)
    # The reason may tell of somebody's life; it stays with the declaration.
    detail: Detail = {"conflict": number, "area": area, "case": reference, "taken_back": taken}
    _record(session, actor, clock, ref, account, "conflict.declare", detail)
    return taken


def end_conflict(session: Session, actor: Actor, clock: Clock, *, ref: str, conflict: int) -> None:
    """End a declared conflict of interest; UserError when the inspection has no such one to end."""
    inspection, _ = inspections.lock(session, ref)
    for each in interests.current(session, inspection.id):
        if each.id == conflict:
            interests.end(session, conflict, clock(), actor.name)
            _record(session, actor, clock, ref, each.account, "conflict.end", {"conflict": conflict})
            return
    raise NotThere("There is no such conflict of interest, or it is ended already. Look at the team again.")


def _find(
    session: Session, inspection: int, about: About
) -> tuple[int | None, CaseToRead | None, int | None]:
    """The area, case or number of an officer that is meant."""
    if sum(each is not None for each in (about.area, about.case, about.officer_of)) != 1:
        raise UserError("Say what the conflict is about: an area, one case, or all cases of an officer.")
    if about.area is not None:
        find_area(areas.of_inspections(session, {inspection}), about.area)
        return about.area, None, None
    reference = (about.case or about.officer_of or "").strip()
    found = [each for each in team_cases.of_inspection(session, inspection) if each.reference == reference]
    if not found:
        raise UserError(f"There is no case {reference or '“”'} in this inspection.")
    if about.case is not None:
        return None, found[0], None
    if found[0].officer_group is None:
        raise UserError(
            f"Which cases have the same officer as case {reference} is not known. Declare it for each case."
        )
    return None, None, found[0].officer_group


def _record(
    session: Session, actor: Actor, clock: Clock, ref: str, account: str, action: str, detail: Detail
) -> None:
    found = accounts.find(session, account)
    subject = f"account {found.email if found else account}"
    access_log.record(session, clock(), actor, action, ref, subject, detail)
