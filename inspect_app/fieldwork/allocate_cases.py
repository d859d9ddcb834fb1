"""Shares the cases of an inspection out among the people who read them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.read_team import as_team_case, read_team
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.states import CLOSED, CaseStatus
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, assignments, inspections, team_cases
from inspect_app.records.assignments import Assignment
from inspect_app.records.engine import Session
from inspect_app.records.models import AssignmentRow
from inspect_app.records.team_cases import CaseToRead
from inspect_app.sampling.solve_teams import share_out
from inspect_app.sampling.teams import Person, TeamCase, bar, hand_out, prepare


@dataclass(frozen=True)
class Allocated:
    """What came of sharing out: cases given, and how many each account now has.

    `nobody` are the cases that nobody with working days may read. `off` is how far the load farthest from
    its share of the working days is from it; `best` that no way of sharing out is better.
    """

    given: int
    loads: Mapping[str, int]
    nobody: tuple[str, ...]
    off: int
    best: bool


def allocate_cases(
    session: Session, actor: Actor, clock: Clock, *, ref: str, anew: bool = False
) -> Allocated:
    """Give the cases that nobody has to people by their working days, each officer's to few of them.

    With `anew`, cases that were not given by hand and that nobody has begun are shared out again. Raises
    UserError when nobody has working days, when there is no case, and when every case is with somebody.
    """
    inspection, _ = inspections.lock(session, ref)
    now = clock()
    team = read_team(session, inspection.id, now.date())
    if not any(person.days for person in team.values()):
        raise UserError(NOBODY_WORKS)
    every = team_cases.of_inspection(session, inspection.id)
    current = {each.reference: each for each in assignments.current(session, inspection.id)}
    held = {
        case.reference: current[case.reference].account
        for case in every
        if case.reference in current and _stays(case, current[case.reference], team, anew=anew)
    }
    sharing = prepare(team.values(), _to_share(every, held), held)
    shared = share_out(sharing)
    given = hand_out(sharing, shared.counts)
    unread = [current[reference] for reference in sharing.nobody if reference in current]
    assignments.end(session, [each.id for each in unread], now, actor.name)
    number = _give(session, actor, now, every, current, given)
    detail = {"given": number, "people": len(sharing.people), "nobody": list(sharing.nobody)}
    detail |= {"off": shared.off, "best": shared.best, "solver": shared.solver}
    access_log.record(session, now, actor, "cases.allocate", ref, "cases", detail)
    loads = Counter([*held.values(), *given.values()])
    return Allocated(number, dict(loads), sharing.nobody, shared.off, shared.best)


NOBODY_WORKS = (
    "Nobody has working days yet, so there is nobody to give cases to. Say on the Team page how many days "
    "each person works, or with inspect-app team days."
)


def _to_share(every: Sequence[CaseToRead], held: Mapping[str, str]) -> list[TeamCase]:
    cases = [as_team_case(case) for case in every if case.reference in held or case.status not in CLOSED]
    if not cases:
        raise UserError("There is no case to be read. Draw the sample first.")
    if len(held) == len(cases):
        raise UserError(
            "Every case is with somebody who may read it. Those that nobody has begun, and that were not "
            "given by hand, can be shared out anew."
        )
    return cases


def _give(
    session: Session,
    actor: Actor,
    now: datetime,
    every: Sequence[CaseToRead],
    current: Mapping[str, Assignment],
    given: Mapping[str, str],
) -> int:
    """Gives cases to others than have them; answers how many."""
    holders = {reference: each.account for reference, each in current.items()}
    ids = {case.reference: case.id for case in every}
    moved = [reference for reference, account in given.items() if holders.get(reference) != account]
    before = [current[reference].id for reference in moved if reference in current]
    assignments.end(session, before, now, actor.name)
    rows = [
        AssignmentRow(
            case_id=ids[each],
            account_id=given[each],
            by_hand=False,
            reason=None,
            since=now,
            given_by=actor.name,
        )
        for each in sorted(moved)
    ]
    assignments.give(session, rows)
    return len(rows)


def _stays(case: CaseToRead, held: Assignment, team: Mapping[str, Person], *, anew: bool) -> bool:
    """Whether a case stays with who has it: not with who left the team or must not read it any more."""
    holder = team.get(held.account)
    if holder is None or bar(holder, as_team_case(case)) is not None or case.status is CaseStatus.WITHDRAWN:
        return False
    return held.by_hand or not anew or case.status is not CaseStatus.ALLOCATED
