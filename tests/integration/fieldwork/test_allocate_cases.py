"""Cases go to people by their working days, and never to somebody who must not read them."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import update

from inspect_app.fieldwork.assign_case import who_can_have
from inspect_app.fieldwork.change_areas import add_area, remove_area
from inspect_app.fieldwork.declare_conflict import About, end_conflict
from inspect_app.fieldwork.destroy_frame import destroy_frame
from inspect_app.fieldwork.disable_account import disable_account
from inspect_app.fieldwork.grant_role import Grant, change_role, end_role
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_team import list_team
from inspect_app.fieldwork.list_workload import list_workload
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.plan_interviews import Timetable, plan_interviews
from inspect_app.fieldwork.take_back import take_back
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import Action
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, accounts, assignments, interests
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Session
from inspect_app.records.models import CaseRow
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer
from tests.integration.fieldwork.team import REF, House


@pytest.fixture
def house(session: Session, actor: Actor, clock: Clock) -> House:
    """Twelve cases of four officers in two units; the same people have no case in "noise"."""
    made = House(session, actor, clock).make()
    made.make(ref="noise")
    return made


def test_loads_go_by_days_and_an_officer_is_kept_with_one_person(house: House) -> None:
    ada, bea = house.join("ada", 9), house.join("bea", 3)
    house.join("cleo")
    done = house.allocate()
    assert (done.given, done.nobody, done.off, done.best) == (12, (), 0, True)
    assert Counter(house.held().values()) == {ada: 9, bea: 3} == done.loads
    for cases in house.officers().values():
        assert len({house.held()[reference] for reference in cases}) == 1
    assert assignments.current(house.session, house.inspection("noise")) == []


def test_where_nobody_works_that_is_said(house: House) -> None:
    house.join("ada")
    with pytest.raises(UserError, match="Nobody has working days yet"):
        house.allocate()
    assert house.held() == {}


def test_without_cases_there_is_nothing_to_share_out(session: Session, actor: Actor, clock: Clock) -> None:
    house = House(session, actor, clock)
    house.make(3, "noise")
    with pytest.raises(UserError, match="no inspection area"):
        house.allocate()


def test_a_local_assessor_gets_no_case_of_their_unit(house: House) -> None:
    """Their area is a team; they are kept from the delivery unit that it is within."""
    local = house.join("lou", 50, Role.LOCAL_ASSESSOR, "Leeds team 0")
    house.join("ada", 1)
    house.allocate()
    assert house.of(local) == house.references("York")
    assert house.references("Leeds team 1") <= house.references("Leeds")


def test_a_local_assessor_gets_no_case_whose_area_is_not_known(house: House) -> None:
    local = house.join("lou", 5, Role.LOCAL_ASSESSOR, "Leeds team 0")
    house.session.execute(update(CaseRow).values(area_id=None))
    done = house.allocate()
    assert (done.given, len(done.nobody)) == (0, 12)
    assert house.of(local) == set()


def test_a_local_assessor_gets_no_case_of_their_own(house: House) -> None:
    """By the officer's name while there is a list, and by the number of the officer afterwards."""
    local = house.join("lou", 5, Role.LOCAL_ASSESSOR, "Leeds team 0")
    own = set(house.officers()["Officer 1"])
    assert own <= house.references("York")
    house.allocate()
    assert own <= house.of(local)
    assert set(house.days(local, 5, " officer  1")) == own
    assert house.of(local) == house.references("York") - own
    with pytest.raises(UserError, match=r"Lou can’t be given case \d+: it is their own case"):
        house.assign(min(own), local)
    destroy_frame(house.session, house.actor, house.clock, ref=REF, reason="It is time.")
    house.session.expire_all()
    with pytest.raises(UserError, match="a conflict of interest is declared"):
        house.assign(min(own), local)
    assert house.allocate().nobody == tuple(sorted(house.references("Leeds") | own))
    with pytest.raises(UserError, match="There is no long list now"):
        house.days(local, 5, "Officer 3")


def test_a_declared_conflict_keeps_from_and_takes_away(house: House) -> None:
    ada, bea = house.join("ada", 1), house.join("bea", 1)
    house.allocate()
    for about in (
        About(area=house.area("York")),
        About(case=min(house.references("Leeds"))),
        About(officer_of=house.officers()["Officer 2"][0]),
    ):
        taken = house.declare(ada, about)
        assert set(taken).isdisjoint(house.of(ada))
    barred = house.references("York") | {min(house.references("Leeds"))} | set(house.officers()["Officer 2"])
    assert house.of(ada).isdisjoint(barred)
    house.allocate()
    assert house.of(bea) >= barred
    assert len(house.held()) == 12
    with pytest.raises(UserError, match="declared already"):
        house.declare(ada, About(area=house.area("York")))
    [first, *_] = interests.current(house.session, house.inspection())
    end_conflict(house.session, house.actor, house.clock, ref=REF, conflict=first.id)
    house.assign(min(house.references("York")), ada)
    with pytest.raises(UserError, match="ended already"):
        end_conflict(house.session, house.actor, house.clock, ref=REF, conflict=first.id)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (About(), "Say what the conflict is about"),
        (About(area=1, case="001"), "Say what the conflict is about"),
        (About(area=999), "There is no such area"),
        (About(case="099"), "There is no case 099"),
        (About(case=" "), "There is no case “”"),
        (About(officer_of="001"), "is not known. Declare it for each case"),
    ],
)
def test_a_conflict_that_says_nothing_is_refused(house: House, about: About, words: str) -> None:
    ada = house.join("ada", 1)
    house.session.execute(update(CaseRow).values(officer_group=None))
    with pytest.raises(UserError, match=words):
        house.declare(ada, about)
    assert interests.current(house.session, house.inspection()) == []


def test_what_was_given_by_hand_stays_with_whom_it_was_given(house: House) -> None:
    ada, bea = house.join("ada", 3), house.join("bea", 9)
    house.assign("004", ada)
    house.allocate()
    house.allocate(anew=True)
    assert house.held()["004"] == ada
    assert Counter(house.held().values()) == {ada: 3, bea: 9}
    house.days(ada, 0)
    house.allocate(anew=True)
    assert house.of(ada) == {"004"}
    assert house.of(bea) == set(house.held()) - {"004"}


def test_sharing_out_again_gives_what_nobody_has_unless_asked_for_more(house: House) -> None:
    ada = house.join("ada", 1)
    house.allocate()
    bea = house.join("bea", 1)
    with pytest.raises(UserError, match="Every case is with somebody"):
        house.allocate()
    begun = house.officers()["Officer 0"][0]
    Scorer(house.session, house.actor, house.clock, REF).save(
        {}, {"mentor_assigned": "Seen."}, reference=begun
    )
    house.allocate(anew=True)
    assert len(house.of(ada)) == len(house.of(bea)) == 6
    assert house.held()[begun] == ada
    again = house.allocate(anew=True)
    assert again.given == 0


def test_who_had_a_case_stays_on_record(house: House) -> None:
    ada, bea = house.join("ada", 1), house.join("bea")
    house.allocate()
    house.assign("001", bea, "Ada is ill.")
    past = assignments.of_case(house.session, house.inspection(), "001")
    assert [(each.account, each.by_hand, each.reason, each.ended_at is None) for each in past] == [
        (ada, False, None, False),
        (bea, True, "Ada is ill.", True),
    ]
    with pytest.raises(UserError, match="has case 001 already"):
        house.assign("001", bea)


def test_the_cases_of_who_has_left_are_shared_out(house: House, actor: Actor, clock: Clock) -> None:
    ada, bea, cleo = house.join("ada", 1), house.join("bea", 1), house.join("cleo", 1)
    house.allocate()
    end_role(house.session, actor, clock, ref=REF, membership=house.ids[ada])
    row = accounts.find(house.session, bea)
    assert row
    disable_account(house.session, actor, clock, row)
    assert list_team(house.session, clock, REF).without == tuple(sorted({*house.of(ada), *house.of(bea)}))
    inspection = get_inspection(house.session, REF)
    loads = list_workload(house.session, clock, inspection)
    assert {load.account: load.gone for load in loads.people} == {ada: True, bea: True, cleo: False}
    assert loads.left_behind == 8
    house.allocate()
    assert list_workload(house.session, clock, inspection).left_behind == 0
    assert len(house.of(cleo)) == 12
    with pytest.raises(UserError, match="Only people who score cases"):
        house.assign("001", ada)


def test_a_case_that_nobody_may_read_is_named(house: House) -> None:
    house.join("lou", 5, Role.LOCAL_ASSESSOR, "Leeds team 0")
    done = house.allocate()
    assert set(done.nobody) == house.references("Leeds")
    last = access_log.events(house.session, REF)[-1]
    assert (last.action, last.detail["given"], last.detail["nobody"]) == (
        "cases.allocate",
        6,
        list(done.nobody),
    )


def test_withdrawn_cases_are_given_to_nobody(house: House) -> None:
    ada = house.join("ada", 1)
    Scorer(house.session, house.actor, house.clock, REF).move(Action.WITHDRAW, "Closed.", reference="003")
    house.allocate()
    assert house.of(ada) == set(map("{:03}".format, range(1, 13))) - {"003"}
    with pytest.raises(UserError, match="Case 003 is withdrawn"):
        house.assign("003", ada)


def test_who_could_have_a_case(house: House) -> None:
    ada = house.join("ada", 1)
    house.join("lou", 0, Role.LOCAL_ASSESSOR, "Leeds team 0")
    house.join("quin", role=Role.QUALITY_LEAD)
    house.allocate()
    reference = min(house.references("Leeds"))
    found = who_can_have(house.session, house.clock, ref=REF, reference=reference)
    assert found.holder is not None
    assert found.holder.account == ada
    said = [(each.name, each.cases, str(each.bar or "")) for each in found.candidates]
    assert said == [("Ada", 12, ""), ("Lou", 0, "it is of their own area")]


def test_what_everybody_has(house: House) -> None:
    ada, bea = house.join("ada", 1), house.join("bea", 1)
    inspection = get_inspection(house.session, REF)
    assert len(list_workload(house.session, house.clock, inspection).nobody) == 12
    house.allocate()
    Scorer(house.session, house.actor, house.clock, REF).move(
        Action.WITHDRAW, "Closed.", reference=min(house.of(ada))
    )
    every = list_workload(house.session, house.clock, inspection)
    assert [(load.account, len(load.cases), load.open) for load in every.people] == [(ada, 6, 5), (bea, 6, 6)]
    assert every.nobody == ()
    [own] = list_workload(house.session, house.clock, inspection, {bea}).people
    assert {each.case.reference for each in own.cases} == house.of(bea)


def test_days_are_kept_when_a_role_is_changed(house: House, actor: Actor, clock: Clock) -> None:
    ada = house.join("ada")
    house.days(ada, 7, "Officer 1")
    grant = Grant(Role.ASSISTANT)
    change_role(house.session, actor, clock, ref=REF, membership=house.ids[ada], grant=grant)
    [line] = list_team(house.session, clock, REF).lines
    assert (line.member.role, line.member.working_days, line.member.officer_name) == (
        "assistant",
        7,
        "Officer 1",
    )


@pytest.mark.parametrize(
    ("days", "name", "words"),
    [(-1, None, "from 0 to 100"), (101, None, "from 0 to 100"), (1, "x" * 201, "at most 200 characters")],
)
def test_impossible_days_are_refused(house: House, days: int, name: str | None, words: str) -> None:
    ada = house.join("ada")
    with pytest.raises(UserError, match=words):
        house.days(ada, days, name)
    assert list_team(house.session, house.clock, REF).lines[0].member.working_days is None


def test_the_log_names_no_officer_and_tells_no_reason_of_a_conflict(house: House) -> None:
    ada = house.join("ada", 1)
    house.days(ada, 2, "Officer 1")
    house.declare(ada, About(case="001"))
    house.assign(house.officers()["Officer 0"][0], ada)
    said = repr(access_log.events(house.session, REF)[-4:])
    assert "Officer" not in said
    assert "neighbour" not in said
    assert "They know the prison." in said


def test_nothing_is_taken_from_who_is_not_in_the_team(house: House) -> None:
    assert take_back(house.session, house.actor, house.clock(), house.inspection(), "nobody") == []


def plan(house: House) -> Timetable:
    common = (house.session, house.actor, house.clock)
    return plan_interviews(*common, ref=REF, first=date(2016, 6, 6))


def test_the_timetable_has_what_is_given_and_still_to_be_read(house: House) -> None:
    ada = house.join("ada", 1)
    with pytest.raises(UserError, match="Share the cases out first"):
        plan(house)
    house.allocate()
    Scorer(house.session, house.actor, house.clock, REF).move(Action.WITHDRAW, "Closed.", reference="003")
    add_case(house.session, house.inspection(), "099", {"gender": "female"})
    house.assign("099", ada)
    found = plan(house)
    assert {each.about.reference for each in found.interviews} == house.of(ada) - {"003", "099"}
    assert found.unknown == ("099",)
    last = access_log.events(house.session, REF)[-1]
    assert (last.action, last.detail) == ("timetable.export", {"interviews": 11, "from": "2016-06-06"})


def test_without_the_list_there_is_no_timetable(house: House) -> None:
    house.join("ada", 1)
    house.allocate()
    destroy_frame(house.session, house.actor, house.clock, ref=REF, reason="It is time.")
    with pytest.raises(UserError, match=r"The timetable names officers, .* was destroyed on 6 June 2016"):
        plan(house)
    assert access_log.events(house.session, REF)[-1].action == "frame.destroy"


def test_an_area_that_a_conflict_is_about_is_kept(house: House, actor: Actor, clock: Clock) -> None:
    ada = house.join("ada", 1)
    common = (house.session, actor, clock)
    area = add_area(*common, ref=REF, name="Hull", within=None)
    house.declare(ada, About(area=area))
    with pytest.raises(UserError, match="a conflict of interest about it"):
        remove_area(*common, ref=REF, area=area)
