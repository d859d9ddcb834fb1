"""Keeps in mind whose own cases are whose when the names that say so are destroyed."""

from datetime import datetime

from inspect_app.ledger.entries import Actor
from inspect_app.records import interests, memberships, team_cases
from inspect_app.records.engine import Session
from inspect_app.records.models import ConflictOfInterestRow
from inspect_app.sampling.frame import fold

REASON = "Their own cases, by the long list that was destroyed."


def keep_own_cases(session: Session, actor: Actor, now: datetime, inspection: int) -> None:
    """Declare for each who is an officer in the long list a conflict of interest about their own cases."""
    every = team_cases.of_inspection(session, inspection)
    known = {(each.account, each.officer_group) for each in interests.current(session, inspection)}
    for member in memberships.of_inspection(session, inspection):
        if not member.officer_name:
            continue
        name = fold(member.officer_name)
        own = {case.officer_group for case in every if fold(case.officer) == name}
        for group in sorted(each for each in own if each is not None):
            if (member.account, group) in known:
                continue
            known.add((member.account, group))
            row = ConflictOfInterestRow(
                inspection_id=inspection,
                account_id=member.account,
                area_id=None,
                case_id=None,
                officer_group=group,
                reason=REASON,
                declared_at=now,
                declared_by=actor.name,
            )
            interests.add(session, row)
