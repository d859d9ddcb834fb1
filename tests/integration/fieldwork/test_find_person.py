"""Whose case it is can be found out, and the look is logged."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.find_person import find_person
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.permissions import Membership, NotAllowed, Role, Visitor
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.integration.fieldwork.team import House

HEADINGS = (
    "Family name,First name(s),DoB,Gender,Case/sentence type,CRN,PNC,Risk of Serious Harm classification,"
    "Date of sentence or release on licence,Cluster,LDU,Responsible officer"
)
ROWS = (
    "Quill,Ada,01/02/1990,Female,Adult Licence,X100001,1999/0000001A,RLRH,04/03/2015,North,North 1,Officer 1",
    "Rook,Bea,01/03/1991,Male,Adult Licence,X100002,1999/0000002B,RMRH,05/03/2015,North,North 1,Officer 2",
)


@pytest.fixture
def drawn(session: Session, actor: Actor, clock: Callable[[], datetime]) -> Session:
    """An inspection of two cases, and another one beside it."""
    for ref in ("area", "noise"):
        create_inspection(session, actor, clock, ref=ref, questionnaire="through-the-gate", title=ref)
        data = "\n".join([HEADINGS, *ROWS]).encode()
        import_cases(session, actor, clock, ref=ref, filename="l.csv", data=data, as_at=date(2016, 3, 1))
        draw_sample(session, actor, clock, ref=ref, size=2, seed="s", make_seed=lambda: "s")
    return session


def test_every_reference_leads_to_one_person(
    drawn: Session, actor: Actor, clock: Callable[[], datetime]
) -> None:
    found = [
        find_person(drawn, actor, clock, visitor=Visitor(actor), ref="area", reference=reference)
        for reference in ("001", "002")
    ]
    assert {person.details["CRN"] for person in found} == {"X100001", "X100002"}
    assert {person.details["Family name"] for person in found} == {"Quill", "Rook"}


def test_the_look_is_logged_without_naming_the_person(
    drawn: Session, actor: Actor, clock: Callable[[], datetime]
) -> None:
    find_person(drawn, actor, clock, visitor=Visitor(actor), ref="area", reference="001")
    last = access_log.events(drawn, "area")[-1]
    assert (last.action, last.subject, last.actor, last.detail) == ("case.identify", "case 001", actor, {})


def test_an_unknown_case_is_refused_and_not_logged(
    drawn: Session, actor: Actor, clock: Callable[[], datetime]
) -> None:
    before = len(access_log.events(drawn))
    with pytest.raises(UserError, match="no case 099"):
        find_person(drawn, actor, clock, visitor=Visitor(actor), ref="area", reference="099")
    assert len(access_log.events(drawn)) == before


def visitor(account: str, role: Role, session: Session) -> Visitor:
    """Somebody who is signed in with one role in the inspection."""
    membership = Membership(get_inspection(session, "area").id, "area", role)
    return Visitor(Actor(account, "laptop"), account=account, memberships=(membership,))


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ASSISTANT, Role.LOCAL_ASSESSOR])
def test_who_reads_cases_finds_whose_they_are_once_they_are_given_them(
    session: Session, actor: Actor, clock: Clock, role: Role
) -> None:
    house = House(session, actor, clock).make()
    ada, bea = house.join("ada", 1), house.join("bea")

    def look(account: str, reference: str) -> str:
        who = visitor(account, role, session)
        found = find_person(session, who.actor, clock, visitor=who, ref="area", reference=reference)
        return found.details["Family name"]

    for account in (ada, bea):
        with pytest.raises(NotAllowed, match="by whoever has been given it"):
            look(account, "001")
    house.allocate()
    assert look(ada, "001").startswith("Family")
    house.assign("001", bea)
    assert look(bea, "001").startswith("Family")
    with pytest.raises(NotAllowed, match="Ask the lead inspector"):
        look(ada, "001")
    looks = [(each.actor.name, each.subject) for each in access_log.events(session, "area")]
    assert looks.count((ada, "case 001")) == looks.count((bea, "case 001")) == 1


def test_who_may_sample_finds_whose_every_case_is(drawn: Session, clock: Clock) -> None:
    lead = visitor("lee", Role.LEAD, drawn)
    assert find_person(drawn, lead.actor, clock, visitor=lead, ref="area", reference="001").details["CRN"]


def test_who_scores_no_case_finds_nobody(session: Session, actor: Actor, clock: Clock) -> None:
    house = House(session, actor, clock).make()
    ada = house.join("ada", 1)
    house.allocate()
    quin = visitor(ada, Role.QUALITY_LEAD, session)
    with pytest.raises(NotAllowed):
        find_person(session, quin.actor, clock, visitor=quin, ref="area", reference="001")
