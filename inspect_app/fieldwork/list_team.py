"""Lists the people who read cases: their days, what they must not read, and how many cases they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.read_team import members_who_read
from inspect_app.ledger.entries import Clock
from inspect_app.ledger.states import CLOSED
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import areas, assignments, inspections, interests, team_cases
from inspect_app.records.engine import Session
from inspect_app.records.interests import Interest
from inspect_app.records.memberships import Member
from inspect_app.records.team_cases import CaseToRead


@dataclass(frozen=True)
class DeclaredConflict:
    """A conflict of interest that is declared, and what it is about in words."""

    id: int
    about: str
    interest: Interest


@dataclass(frozen=True)
class TeamLine:
    """A role of somebody who reads cases; `cases` counts those of the person, `open` those still to be read.

    `kept_from` is the area that a local assessor is kept from, by its whole name.
    """

    member: Member
    kept_from: str | None
    conflicts: tuple[DeclaredConflict, ...]
    cases: int
    open: int


@dataclass(frozen=True)
class Team:
    """The people who read an inspection's cases, and the cases to be read that are with nobody of them."""

    lines: tuple[TeamLine, ...]
    cases: int
    without: tuple[str, ...]
    anew: int

    @property
    def has_days(self) -> bool:
        """Whether anybody works at all."""
        return any(line.member.working_days for line in self.lines)


def list_team(session: Session, clock: Clock, ref: str) -> Team:
    """Everybody who can be given cases, by name; UserError when there is no such inspection."""
    inspection, _ = inspections.find(session, ref)
    members = members_who_read(session, inspection.id, clock().date())
    names = {line.id: line.full_name for line in list_areas(session, ref).lines}
    tree = areas.of_inspections(session, {inspection.id})
    every = team_cases.of_inspection(session, inspection.id)
    to_read = {case.reference for case in every if case.status not in CLOSED}
    current = assignments.current(session, inspection.id)
    declared = interests.current(session, inspection.id)
    lines = []
    for member in members:
        theirs = [each.reference for each in current if each.account == member.account]
        local = member.role == Role.LOCAL_ASSESSOR and member.area is not None
        kept = names.get(areas.unit_of(tree, member.area)) if local and member.area is not None else None
        conflicts = tuple(
            DeclaredConflict(each.id, about_words(each, names, every), each)
            for each in declared
            if each.account == member.account
        )
        lines.append(TeamLine(member, kept, conflicts, len(theirs), len(to_read & set(theirs))))
    accounts = {member.account for member in members}
    held = {each.reference for each in current if each.account in accounts}
    by_chance = {each.reference for each in current if not each.by_hand}
    begun = {case.reference for case in every if case.status != "allocated"}
    return Team(tuple(lines), len(every), tuple(sorted(to_read - held)), len(by_chance - begun))


def find_line(session: Session, clock: Clock, ref: str, membership: int) -> TeamLine:
    """One role of somebody who reads cases; UserError when there is none."""
    for line in list_team(session, clock, ref).lines:
        if line.member.id == membership:
            return line
    raise NotThere("Nobody with that role can be given cases in this inspection. Look at the team again.")


def about_words(interest: Interest, names: Mapping[int, str], cases: Sequence[CaseToRead]) -> str:
    """What a conflict is about."""
    if interest.area is not None:
        return f"cases of {names.get(interest.area, 'an area')}"
    if interest.reference is not None:
        return f"case {interest.reference}"
    same = [case.reference for case in cases if case.officer_group == interest.officer_group]
    return f"cases of the officer of {', '.join(same)}" if same else "cases of an officer"
