"""Reads who of an inspection's people read cases, which cases there are, and who must not read which."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from inspect_app.fieldwork.permissions import RIGHTS, Right, Role
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import areas, interests, memberships
from inspect_app.records.areas import Area
from inspect_app.records.engine import Session
from inspect_app.records.interests import Interest
from inspect_app.records.memberships import Member
from inspect_app.records.team_cases import CaseToRead
from inspect_app.sampling.draw import digest
from inspect_app.sampling.frame import fold
from inspect_app.sampling.teams import Person, TeamCase


def members_who_read(session: Session, inspection: int, today: date) -> list[Member]:
    """The roles, held on a day, of those who can be given cases: who may score and can sign in."""
    return [
        member
        for member in memberships.of_inspection(session, inspection)
        if Right.SCORE in RIGHTS[Role(member.role)] and member.holds(today) and not member.disabled
    ]


def find_reader(session: Session, inspection: int, today: date, membership: int) -> Member:
    """One of those roles by its id; UserError when there is none."""
    for member in members_who_read(session, inspection, today):
        if member.id == membership:
            return member
    raise NotThere("Nobody with that role can be given cases in this inspection. Look at the team again.")


def read_team(session: Session, inspection: int, today: date) -> dict[str, Person]:
    """Everybody who can be given cases, by account, with what they must not read."""
    tree = areas.of_inspections(session, {inspection})
    declared = interests.current(session, inspection)
    by_account: dict[str, list[Member]] = {}
    for member in members_who_read(session, inspection, today):
        by_account.setdefault(member.account, []).append(member)
    return {
        account: _person(account, roles, [each for each in declared if each.account == account], tree)
        for account, roles in by_account.items()
    }


def as_team_case(case: CaseToRead) -> TeamCase:
    """A case as sharing out sees it; whose turn it is comes from the seed of its draw."""
    order = digest("people", case.seed, case.reference)
    return TeamCase(case.reference, case.area, case.officer_group, fold(case.officer), order)


def check_in_team(team: Mapping[str, Person], account: str) -> Person:
    """Somebody of the team by account; UserError when they can be given no cases."""
    if account not in team:
        raise UserError("Only people who score cases in this inspection can be given any. Look at the team.")
    return team[account]


def _person(
    account: str, roles: Sequence[Member], declared: Sequence[Interest], tree: Sequence[Area]
) -> Person:
    own = (each.area for each in roles if each.role == Role.LOCAL_ASSESSOR and each.area is not None)
    return Person(
        account,
        days=sum(each.working_days or 0 for each in roles),
        own_areas=_all(areas.kept_from(tree, area) for area in own),
        own_names=frozenset(fold(each.officer_name) for each in roles if each.officer_name),
        areas=_all(areas.within(tree, each.area) for each in declared if each.area is not None),
        officers=frozenset(each.officer_group for each in declared if each.officer_group is not None),
        cases=frozenset(each.reference for each in declared if each.reference is not None),
    )


def _all(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)
