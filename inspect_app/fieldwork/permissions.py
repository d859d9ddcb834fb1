"""Who may do something, as pairs: check_may raises, may says yes or no. When is in policies.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.scope import Scope


class NotAllowed(UserError):
    """Somebody asked for what is not open to them."""


class Right(StrEnum):
    """What somebody may do: up to `SEARCH_LOG` in the whole programme, from there on in one inspection."""

    SIGN_IN = auto()
    OWN_ACCOUNT = auto()
    SEE_INSPECTIONS = auto()
    CREATE_INSPECTION = auto()
    ADD_QUESTIONNAIRE = auto()
    MANAGE_ACCOUNTS = auto()
    SEARCH_LOG = auto()
    SEE_INSPECTION = auto()
    SEE_LONG_LIST = auto()
    CHANGE_LONG_LIST = auto()
    SEE_SAMPLE = auto()
    DRAW_SAMPLE = auto()
    ALLOCATE = auto()
    SEE_WORKLOAD = auto()
    READ_CASES = auto()
    IDENTIFY = auto()
    SCORE = auto()
    SUBMIT = auto()
    RETURN = auto()
    SIGN_OFF = auto()
    SEE_BOARD = auto()
    RAISE_ALERT = auto()
    CLOSE_ALERT = auto()
    SEE_LOOKS = auto()
    SEE_LOG = auto()
    SEE_FINDINGS = auto()
    DECIDE_RATINGS = auto()
    SET_DISCLOSURE = auto()
    MAKE_REPORT = auto()
    WRITE_REPORT = auto()
    PUBLISH_REPORT = auto()
    EXPORT_ANSWERS = auto()
    MANAGE_PEOPLE = auto()
    MANAGE_AREAS = auto()
    RELEASE = auto()
    SEE_OWN_RESULTS = auto()


IN_AN_INSPECTION = frozenset(list(Right)[list(Right).index(Right.SEE_INSPECTION) :])
ANYBODYS = frozenset({Right.SIGN_IN})
"""Open to whoever comes, signed in or not."""
SIGNED_IN = frozenset({Right.OWN_ACCOUNT, Right.SEE_INSPECTIONS})
"""Open to whoever is signed in."""


class Role(StrEnum):
    """What somebody is in an inspection."""

    ADMINISTRATOR = auto()
    LEAD = auto()
    INSPECTOR = auto()
    ASSISTANT = auto()
    LOCAL_ASSESSOR = auto()
    QUALITY_LEAD = auto()
    REPORT_WRITER = auto()
    ANALYST = auto()
    AREA_REVIEWER = auto()

    @property
    def label(self) -> str:
        """The role in words."""
        return _LABELS.get(self, self.value.replace("_", " "))


_LABELS = {Role.LEAD: "lead inspector", Role.ASSISTANT: "assistant inspector"}

_READING = (Right.SEE_INSPECTION, Right.READ_CASES, Right.RAISE_ALERT)
_SCORING = (*_READING, Right.IDENTIFY, Right.SCORE, Right.SEE_WORKLOAD)
_FIGURES = (Right.SEE_INSPECTION, Right.SEE_FINDINGS, Right.MAKE_REPORT)

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset({Right.SEE_INSPECTION, Right.MANAGE_PEOPLE, Right.SEE_LOG}),
    Role.LEAD: IN_AN_INSPECTION - {Right.SEE_LOG, Right.SEE_OWN_RESULTS},
    Role.INSPECTOR: frozenset({*_SCORING, Right.SUBMIT, Right.SEE_FINDINGS}),
    Role.ASSISTANT: frozenset({*_SCORING, Right.SEE_FINDINGS}),
    # Of the inspected body: they help to read cases, and see nobody's results before publication.
    Role.LOCAL_ASSESSOR: frozenset({*_SCORING, Right.SUBMIT}),
    Role.QUALITY_LEAD: frozenset({*_READING, Right.RETURN, Right.SEE_BOARD, Right.SEE_FINDINGS}),
    Role.REPORT_WRITER: frozenset({*_FIGURES, Right.WRITE_REPORT}),
    # Unidentified data only: answers without names or free text.
    Role.ANALYST: frozenset({*_FIGURES, Right.EXPORT_ANSWERS}),
    Role.AREA_REVIEWER: frozenset({Right.SEE_INSPECTION, Right.SEE_OWN_RESULTS}),
}
"""What each role may do in its inspection."""

NEEDS_AREA = frozenset({Role.LOCAL_ASSESSOR, Role.AREA_REVIEWER})
"""Roles that are about one area: kept from its cases, or confined to its results."""


@dataclass(frozen=True)
class Membership:
    """A role in an inspection, by its id and ref. `areas` are the role's area with all areas within it.

    A local assessor's are those of their team's delivery unit.
    """

    inspection: int
    ref: str
    role: Role
    area: int | None = None
    areas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks for something, and what is theirs to ask.

    `account` None is the owner of the computer, who may do everything there. `web_session` is where they are
    signed in and `proved_at` when they last proved who they are. `password_alone` is who can sign in by a
    password and nothing else.
    """

    actor: Actor
    account: str | None = None
    administrator: bool = False
    memberships: tuple[Membership, ...] = ()
    web_session: str = ""
    proved_at: datetime | None = None
    name: str = ""
    password_alone: bool = False

    @property
    def owner(self) -> bool:
        """Whether this is the owner of the computer, on it."""
        return self.account is None

    def roles(self, ref: str) -> frozenset[Role]:
        """What they are in an inspection."""
        own = frozenset(each.role for each in self.memberships if each.ref == ref)
        return own | {Role.ADMINISTRATOR} if self.administrator else own

    def with_right(self, right: Right) -> Iterable[Membership]:
        """The memberships that give a right."""
        return (each for each in self.memberships if right in RIGHTS[each.role])


def belongs(visitor: Visitor, ref: str) -> bool:
    """Whether an inspection is known to somebody at all; of any other they don't learn that it is there."""
    return visitor.owner or bool(visitor.roles(ref))


def check_may(visitor: Visitor, right: Right, ref: str | None = None) -> None:
    """NotAllowed unless the visitor has a right, which for most is a right in inspection `ref`."""
    if not may(visitor, right, ref):
        raise NotAllowed("This is not open to you in your role. Ask the lead inspector if you need it.")


def may(visitor: Visitor, right: Right, ref: str | None = None) -> bool:
    """Whether the visitor has a right."""
    if visitor.owner:
        # Nobody reviews an area, and there is no account to look after, on one's own computer.
        return right not in (Right.SEE_OWN_RESULTS, Right.OWN_ACCOUNT)
    if right in IN_AN_INSPECTION:
        return ref is not None and any(right in RIGHTS[role] for role in visitor.roles(ref))
    if right is Right.SEARCH_LOG and any(visitor.with_right(Right.SEE_LOG)):
        return True
    return visitor.administrator or right in ANYBODYS | SIGNED_IN


def may_somewhere(visitor: Visitor, right: Right) -> bool:
    """Whether the visitor has a right in any inspection; `may` says in which."""
    return visitor.owner or any(visitor.with_right(right))


def check_may_give(visitor: Visitor, role: Role, ref: str) -> None:
    """NotAllowed unless the visitor may give, change or end a role: administrators make administrators."""
    if not may_give(visitor, role, ref):
        raise NotAllowed(f"Only an administrator can do this with the role of {role.label}.")


def may_give(visitor: Visitor, role: Role, ref: str) -> bool:
    """Whether the visitor may give, change or end a role in an inspection."""
    if not may(visitor, Right.MANAGE_PEOPLE, ref):
        return False
    return visitor.owner or role is not Role.ADMINISTRATOR or Role.ADMINISTRATOR in visitor.roles(ref)


NOBODY = Scope()
"""What somebody finds who isn't signed in."""


def scope_of(visitor: Visitor) -> Scope | None:
    """The rows a visitor can find; None for the owner of the computer, who can find them all."""
    if visitor.owner:
        return None
    every = visitor.administrator
    whole = _inspections(visitor, Right.READ_CASES) | _inspections(visitor, Right.SEE_FINDINGS)
    lists = _inspections(visitor, Right.SEE_LONG_LIST) | _inspections(visitor, Right.IDENTIFY)
    logged = (*visitor.with_right(Right.SEE_LOOKS), *visitor.with_right(Right.SEE_LOG))
    return Scope(
        inspections=None if every else frozenset(each.inspection for each in visitor.memberships),
        whole=whole,
        texts=_inspections(visitor, Right.READ_CASES),
        figures=_inspections(visitor, Right.SEE_FINDINGS),
        reports=_inspections(visitor, Right.WRITE_REPORT),
        areas=_areas(visitor, Role.AREA_REVIEWER),
        kept_from=_areas(visitor, Role.LOCAL_ASSESSOR),
        lists=lists,
        people=None if every else _inspections(visitor, Right.MANAGE_PEOPLE),
        logs=None if every else frozenset(each.ref for each in logged),
    )


def _inspections(visitor: Visitor, right: Right) -> frozenset[int]:
    return frozenset(each.inspection for each in visitor.with_right(right))


def _areas(visitor: Visitor, role: Role) -> frozenset[int]:
    return frozenset().union(*(each.areas for each in visitor.memberships if each.role is role))
