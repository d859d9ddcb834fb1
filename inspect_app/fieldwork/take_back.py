"""Takes from somebody the cases that they must not read any more."""

from datetime import datetime

from inspect_app.fieldwork.read_team import as_team_case, read_team
from inspect_app.ledger.entries import Actor
from inspect_app.records import assignments, team_cases
from inspect_app.records.engine import Session
from inspect_app.sampling.teams import bar


def take_back(session: Session, actor: Actor, now: datetime, inspection: int, account: str) -> list[str]:
    """End an account's assignments of cases that are barred to it; answers the references."""
    person = read_team(session, inspection, now.date()).get(account)
    if person is None:
        return []
    cases = {case.reference: as_team_case(case) for case in team_cases.of_inspection(session, inspection)}
    theirs = [each for each in assignments.current(session, inspection) if each.account == account]
    barred = [each for each in theirs if bar(person, cases[each.reference]) is not None]
    assignments.end(session, [each.id for each in barred], now, actor.name)
    return [each.reference for each in barred]
