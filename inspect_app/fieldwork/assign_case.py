"""Gives a case to somebody by hand."""

from dataclasses import dataclass

from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.fieldwork.read_team import as_team_case, check_in_team, members_who_read, read_team
from inspect_app.ledger.access_chain import Event
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, accounts, assignments, inspections, team_cases
from inspect_app.records.assignments import Assignment
from inspect_app.records.engine import Session
from inspect_app.records.models import AssignmentRow
from inspect_app.records.team_cases import CaseToRead
from inspect_app.sampling.teams import Bar, bar


@dataclass(frozen=True)
class Candidate:
    """Somebody of the team: how many cases they have, and why they must not read this one, if so."""

    account: str
    name: str
    cases: int
    bar: Bar | None


@dataclass(frozen=True)
class Assigning:
    """A case to be given: who had it, the last in the list being who has it unless that is ended."""

    reference: str
    past: tuple[Assignment, ...]
    candidates: tuple[Candidate, ...]

    @property
    def holder(self) -> Assignment | None:
        """Who has it now."""
        return next((each for each in self.past if each.ended_at is None), None)


def assign_case(
    session: Session, actor: Actor, clock: Clock, *, ref: str, reference: str, account: str, reason: str
) -> None:
    """Give a case to an account for a reason; whoever had it has it no more, and sharing out leaves it alone.

    Raises UserError when there is no such case, when it is withdrawn or theirs by hand already, when the
    account is not in the team or must not read the case, and without a reason.
    """
    inspection, _ = inspections.lock(session, ref)
    now = clock()
    case = _find(session, inspection.id, ref, reference)
    person = check_in_team(read_team(session, inspection.id, now.date()), account)
    found = accounts.find(session, account)
    name = found.name if found else account
    if case.status is CaseStatus.WITHDRAWN:
        raise UserError(f"Case {reference} is withdrawn, so nobody reads it.")
    if (why := bar(person, as_team_case(case))) is not None:
        raise UserError(f"{name} can’t be given case {reference}: {why}.")
    given = given_reason(reason)
    before = [
        each for each in assignments.of_case(session, inspection.id, reference) if each.ended_at is None
    ]
    if any(each.account == account and each.by_hand for each in before):
        raise UserError(f"{name} has case {reference} already, by hand.")
    assignments.end(session, [each.id for each in before], now, actor.name)
    row = AssignmentRow(
        case_id=case.id, account_id=account, by_hand=True, reason=given, since=now, given_by=actor.name
    )
    assignments.give(session, [row])
    detail = {"to": found.email if found else account}
    access_log.write(
        session, Event(now, actor, "case.assign", ref, f"case {reference}", detail, reason=given)
    )


def who_can_have(session: Session, clock: Clock, *, ref: str, reference: str) -> Assigning:
    """Who has and had a case, and who could be given it; UserError when there is no such case."""
    inspection, _ = inspections.find(session, ref)
    today = clock().date()
    case = as_team_case(_find(session, inspection.id, ref, reference))
    team = read_team(session, inspection.id, today)
    names = {each.account: each.name for each in members_who_read(session, inspection.id, today)}
    held = [each.account for each in assignments.current(session, inspection.id)]
    candidates = (
        Candidate(account, name, held.count(account), bar(team[account], case))
        for account, name in names.items()
    )
    past = tuple(assignments.of_case(session, inspection.id, reference))
    return Assigning(reference, past, tuple(candidates))


def _find(session: Session, inspection: int, ref: str, reference: str) -> CaseToRead:
    for case in team_cases.of_inspection(session, inspection):
        if case.reference == reference:
            return case
    raise NotThere(f"There is no case {reference} in inspection {ref}.")
