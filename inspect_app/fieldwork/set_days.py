"""Says how many days somebody reads cases, and what the long list calls them."""

from inspect_app.fieldwork.read_team import find_reader
from inspect_app.fieldwork.take_back import take_back
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, long_list, memberships
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import clean

MOST_DAYS = 100
LONGEST_NAME = 200


def set_days(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    membership: int,
    days: int,
    officer_name: str | None = None,
) -> list[str]:
    """Set the working days of a role, and the name by which the long list has its holder as an officer.

    Answers the references of cases that are no longer theirs, because that name is their officer's. None
    leaves the name as it is, "" takes it away. Raises UserError when there is no such role, when the days are
    impossible, and when a name is given that no list is there to be compared with.
    """
    inspection, _ = inspections.lock(session, ref)
    now = clock()
    member = find_reader(session, inspection.id, now.date(), membership)
    if not 0 <= days <= MOST_DAYS:
        raise UserError(f"Give the working days as a whole number from 0 to {MOST_DAYS}.")
    name = member.officer_name if officer_name is None else clean(officer_name) or None
    if name and name != member.officer_name:
        if long_list.current_import(session, inspection.id) is None:
            raise UserError("There is no long list now, so no name of an officer can be compared with it.")
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise UserError(f"Give the name in one line of at most {LONGEST_NAME} characters.")
    memberships.set_days(session, membership, days, name)
    detail = {"days": days, "own_cases_known": bool(name)}
    access_log.record(session, now, actor, "team.days", ref, f"account {member.email}", detail)
    return take_back(session, actor, now, inspection.id, member.account)
