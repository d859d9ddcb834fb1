"""Lists who has which cases and how far each has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.fieldwork.read_team import members_who_read
from inspect_app.ledger.entries import Clock
from inspect_app.ledger.states import CLOSED
from inspect_app.records import assignments, states
from inspect_app.records.engine import Session
from inspect_app.records.states import CaseLine


@dataclass(frozen=True)
class GivenCase:
    """A case as it stands, and since when it is with who has it."""

    case: CaseLine
    since: datetime


@dataclass(frozen=True)
class Workload:
    """Somebody's cases by reference; `gone` says that they no longer are one of those who read cases."""

    account: str
    name: str
    cases: tuple[GivenCase, ...]
    gone: bool

    @property
    def open(self) -> int:
        """How many are still to be read."""
        return sum(each.case.status not in CLOSED for each in self.cases)


@dataclass(frozen=True)
class Workloads:
    """What everybody has, by name, and the references of the cases to be read that nobody has."""

    people: tuple[Workload, ...]
    nobody: tuple[str, ...]

    @property
    def left_behind(self) -> int:
        """How many cases to be read are with people who no longer read cases."""
        return sum(load.open for load in self.people if load.gone)


def list_workload(
    session: Session, clock: Clock, inspection: InspectionView, accounts: Collection[str] | None = None
) -> Workloads:
    """What everybody has who has any case, or `accounts` alone."""
    lines = {line.reference: line for line in states.lines(session, inspection.id)}
    current = assignments.current(session, inspection.id)
    team = {each.account for each in members_who_read(session, inspection.id, clock().date())}
    people = sorted(
        {(each.name, each.account) for each in current if accounts is None or each.account in accounts}
    )
    loads = tuple(
        Workload(
            account,
            name,
            tuple(
                GivenCase(lines[each.reference], each.since) for each in current if each.account == account
            ),
            gone=account not in team,
        )
        for name, account in people
    )
    held = {each.reference for each in current}
    left = (ref for ref, line in lines.items() if ref not in held and line.status not in CLOSED)
    return Workloads(loads, tuple(left))
