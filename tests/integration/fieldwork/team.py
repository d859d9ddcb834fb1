"""An inspection whose cases are known by area and officer, and people who can be given them."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update

from inspect_app.fieldwork.allocate_cases import Allocated, allocate_cases
from inspect_app.fieldwork.assign_case import assign_case
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.declare_conflict import About, declare_conflict
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.set_days import set_days
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records import accounts, assignments, memberships
from inspect_app.records.engine import Session
from inspect_app.records.models import AccountRow, CaseRow, LongListRow, MembershipRow
from tests.integration.drawing import draw_sample

REF = "area"
HEADINGS = (
    "Family name,First name(s),DoB,Gender,Case/sentence type,CRN,PNC,Risk of Serious Harm classification,"
    "Date of sentence or release on licence,Cluster,LDU,Team,Responsible officer,Office"
)
UNITS = ("Leeds", "York")


def row(number: int, per_officer: int = 3) -> str:
    """Somebody on the long list: a third of the cases of an officer, whose team is one of four."""
    officer = number // per_officer
    unit, team = UNITS[officer % 2], officer % 4 // 2
    known = f"X{number:06},1999/{number:07}A,RLRH,04/03/2015"
    place = f"North,{unit},{unit} team {team},Officer {officer},Office {unit}"
    return f"Family{number},Ada,01/02/1990,Female,Adult Licence,{known},{place}"


@dataclass
class House:
    """An inspection with its cases, and whoever does something there."""

    session: Session
    actor: Actor
    clock: Clock
    ids: dict[str, int] = field(default_factory=dict)

    def make(self, cases: int = 12, ref: str = REF) -> "House":
        """The inspection, all of whose long list is drawn; cases of one officer have one number."""
        common = (self.session, self.actor, self.clock)
        create_inspection(*common, ref=ref, questionnaire="through-the-gate", title=ref)
        data = "\n".join([HEADINGS, *(row(n) for n in range(cases))]).encode()
        import_cases(*common, ref=ref, filename="l.csv", data=data, as_at=date(2016, 3, 1))
        draw_sample(*common, ref=ref, size=cases, seed="agreed", make_seed=str)
        for name, reference in self.officers(ref).items():
            for each in reference:
                number = int(name.removeprefix("Officer ")) + 1
                of_case = (CaseRow.inspection_id == self.inspection(ref)) & (CaseRow.reference == each)
                self.session.execute(update(CaseRow).where(of_case).values(officer_group=number))
        return self

    def inspection(self, ref: str = REF) -> int:
        """The inspection's id."""
        return get_inspection(self.session, ref).id

    def officers(self, ref: str = REF) -> dict[str, list[str]]:
        """The references of each officer's cases."""
        query = (
            select(LongListRow.officer, CaseRow.reference)
            .join(LongListRow, LongListRow.id == CaseRow.long_list_row_id)
            .where(CaseRow.inspection_id == self.inspection(ref))
            .order_by(CaseRow.reference)
        )
        found: dict[str, list[str]] = {}
        for officer, reference in self.session.execute(query):
            found.setdefault(officer, []).append(reference)
        return found

    def area(self, name: str) -> int:
        """The id of an area by its own name."""
        return next(line.id for line in list_areas(self.session, REF).lines if line.name == name)

    def references(self, *names: str) -> set[str]:
        """The references of some areas' cases, with all areas within them."""
        lines = [line for line in list_areas(self.session, REF).lines if set(names) & set(line.path)]
        query = select(CaseRow.reference).where(CaseRow.area_id.in_([line.id for line in lines]))
        return set(self.session.scalars(query))

    def join(
        self, name: str, days: int | None = None, role: Role = Role.INSPECTOR, area: str | None = None
    ) -> str:
        """The account of somebody new, who works some days."""
        account = AccountRow(
            id=f"account-{name}",
            email=f"{name}@example.org",
            name=name.title(),
            created_at=self.clock(),
            administrator=False,
        )
        accounts.add(self.session, account)
        held = MembershipRow(
            inspection_id=self.inspection(),
            account_id=account.id,
            role=role,
            since=self.clock(),
            granted_by="the tests",
            area_id=self.area(area) if area else None,
        )
        self.ids[account.id] = memberships.add(self.session, held)
        if days is not None:
            self.days(account.id, days)
        return account.id

    def days(self, account: str, days: int, officer_name: str | None = None) -> list[str]:
        """Sets somebody's days, and the name that the list has for them."""
        common = (self.session, self.actor, self.clock)
        return set_days(*common, ref=REF, membership=self.ids[account], days=days, officer_name=officer_name)

    def allocate(self, *, anew: bool = False) -> Allocated:
        """Shares the cases out."""
        return allocate_cases(self.session, self.actor, self.clock, ref=REF, anew=anew)

    def assign(self, reference: str, account: str, reason: str = "They know the prison.") -> None:
        """Gives a case by hand."""
        common = (self.session, self.actor, self.clock)
        assign_case(*common, ref=REF, reference=reference, account=account, reason=reason)

    def declare(self, account: str, about: About) -> list[str]:
        """Declares a conflict of interest."""
        common = (self.session, self.actor, self.clock)
        return declare_conflict(*common, ref=REF, account=account, about=about, reason="A neighbour.")

    def held(self) -> dict[str, str]:
        """Who has which case."""
        return {each.reference: each.account for each in assignments.current(self.session, self.inspection())}

    def of(self, account: str) -> set[str]:
        """What somebody has."""
        return {reference for reference, holder in self.held().items() if holder == account}
