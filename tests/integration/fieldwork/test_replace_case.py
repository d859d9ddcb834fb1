"""A case that can't be inspected leaves the sample, and the next reserve of its stratum takes its place."""

from datetime import date

import pytest

from inspect_app.fieldwork.destroy_frame import destroy_frame
from inspect_app.fieldwork.find_person import find_person
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_progress import list_progress
from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.replace_case import Replaced, replace_case, take_case
from inspect_app.ledger.entries import Actor
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, cases, draws
from inspect_app.records.engine import Session
from inspect_app.records.models import DrawCaseRow, LongListRow
from tests.integration.conftest import Clock
from tests.integration.drawing import draw_sample
from tests.unit.fieldwork.files import HEADINGS, cells, csv_text
from tests.unit.sampling.lists import row

WOMEN, MEN = 6, 4
SIZE, BUFFER = 5, 40


class Sample:
    """A sample of three women and two men, with a reserve of one each."""

    def __init__(self, session: Session, actor: Actor, clock: Clock, ref: str) -> None:
        self.session, self.actor, self.clock, self.ref = session, actor, clock, ref
        self.inspection = get_inspection(session, ref).id
        people = [*(row(number, gender="Female") for number in range(2, 2 + WOMEN))]
        people += [
            row(number, gender="Male", rosh="RLRH", sentence_type="Adult Licence")
            for number in range(2 + WOMEN, 2 + WOMEN + MEN)
        ]
        data = csv_text([HEADINGS, *map(cells, people)]).encode()
        import_cases(session, actor, clock, ref=ref, filename="list.csv", data=data, as_at=date(2016, 3, 1))
        draw_sample(
            session, actor, clock, ref=ref, size=SIZE, buffer=BUFFER, seed="a seed", make_seed=lambda: "none"
        )
        session.commit()

    def of_stratum(self, stratum: str) -> list[str]:
        """The references of a stratum's cases."""
        progress = [cases.find(self.session, self.inspection, f"{number:03}") for number in range(1, 20)]
        return [case.reference for case in progress if case and case.stratum == stratum]

    def reserve_crns(self, stratum: str) -> list[str]:
        """The CRNs of a stratum's reserves, in the order drawn."""
        draw = draws.latest_draw(self.session, self.inspection)
        assert draw is not None
        query = (
            self.session.query(LongListRow.crn)
            .join(DrawCaseRow, DrawCaseRow.row_id == LongListRow.id)
            .filter(DrawCaseRow.draw_id == draw.id, DrawCaseRow.role == "reserve")
            .filter(DrawCaseRow.stratum == stratum)
            .order_by(DrawCaseRow.place)
        )
        return [crn for (crn,) in query]

    def replace(self, reference: str, reason: str = "no_file", words: str = "") -> Replaced:
        """Replaces a case as it stands."""
        covers = open_case(self.session, self.ref, reference).position
        return replace_case(
            self.session, self.actor, self.clock,
            ref=self.ref, reference=reference, covers=covers, reason=reason, words=words,
        )  # fmt: skip

    def take(self, stratum: str, words: str = "") -> Replaced:
        """Takes the next reserve of a stratum."""
        return take_case(self.session, self.actor, self.clock, ref=self.ref, stratum=stratum, words=words)

    def line(self, stratum: str) -> tuple[int, ...]:
        """Planned, now, missing, withdrawn and reserves left of a stratum."""
        found = next(each for each in list_progress(self.session, self.ref).strata if each.id == stratum)
        return found.planned, found.now, found.missing, found.withdrawn, found.reserves_left


@pytest.fixture
def sample(session: Session, actor: Actor, clock: Clock, ref: str) -> Sample:
    return Sample(session, actor, clock, ref)


def crn_of(sample: Sample, reference: str) -> str:
    common = (sample.session, sample.actor, sample.clock)
    owner = Visitor(sample.actor)
    found = find_person(*common, visitor=owner, ref=sample.ref, reference=reference)
    return found.details["CRN"]


def test_the_next_reserve_of_the_stratum_takes_the_place(sample: Sample) -> None:
    stratum = "female"
    first, second = sample.of_stratum(stratum)[:2]
    reserves = sample.reserve_crns(stratum)
    planned = len(sample.of_stratum(stratum))
    assert sample.replace(first) == Replaced(stratum, first, "006")
    assert crn_of(sample, "006") == reserves[0]
    assert open_case(sample.session, sample.ref, "006").stratum == stratum
    assert open_case(sample.session, sample.ref, first).status is CaseStatus.WITHDRAWN
    assert sample.line(stratum) == (planned, planned, 0, 1, len(reserves) - 1)
    for number, crn in enumerate(reserves[1:], start=7):
        assert sample.replace(second).came == f"{number:03}"
        assert crn_of(sample, f"{number:03}") == crn
        second = f"{number:03}"
    assert sample.replace(second) == Replaced(stratum, second, None)
    assert sample.line(stratum) == (planned, planned - 1, 1, len(reserves) + 1, 0)


def test_the_history_and_the_log_say_why(sample: Sample) -> None:
    left = sample.of_stratum("female")[0]
    sample.replace(left, "other", " The records are with a court. ")
    history = open_case(sample.session, sample.ref, left).history
    assert history[-1].reason == "Another reason. The records are with a court."
    line = list_progress(sample.session, sample.ref).replacements[-1]
    assert (line.left, line.came, line.reason) == (left, "006", "Another reason")
    assert (line.words, line.author) == ("The records are with a court.", sample.actor.name)
    event = access_log.events(sample.session, sample.ref)[-1]
    assert (event.action, event.subject) == ("case.replace", f"case {left}")
    assert event.detail == {"by": "006", "reason": "other"}


@pytest.mark.parametrize(
    ("reason", "words", "message"),
    [
        ("", "", "There is no reason"),
        ("because", "", "There is no reason because"),
        ("other", "  ", "in your own words"),
        ("died", "x" * 1_900, "too long"),
    ],
)
def test_a_reason_of_the_scheme_is_needed(sample: Sample, reason: str, words: str, message: str) -> None:
    left = sample.of_stratum("female")[0]
    with pytest.raises(UserError, match=message):
        sample.replace(left, reason, words)
    assert list_progress(sample.session, sample.ref).replacements == []


def test_what_cannot_be_replaced_is_refused(sample: Sample) -> None:
    left = sample.of_stratum("female")[0]
    with pytest.raises(UserError, match="no case 099"):
        replace_case(
            sample.session, sample.actor, sample.clock,
            ref=sample.ref, reference="099", covers="", reason="died",
        )  # fmt: skip
    stale = open_case(sample.session, sample.ref, left).position
    sample.replace(left)
    with pytest.raises(UserError, match="was replaced before"):
        sample.replace(left)
    cases.add_case(sample.session, sample.inspection, "050", {}, stratum="female")
    with pytest.raises(UserError, match="doesn't come from the draw"):
        replace_case(
            sample.session, sample.actor, sample.clock,
            ref=sample.ref, reference="050", covers=stale, reason="died",
        )  # fmt: skip


def test_on_the_day_the_next_reserve_joins(sample: Sample) -> None:
    reserves = sample.reserve_crns("female")
    planned = len(sample.of_stratum("female"))
    with pytest.raises(UserError, match=f"has its {planned} planned cases already"):
        sample.take("female")
    assert sample.take("female", "Two officers were away").came == "006"
    assert crn_of(sample, "006") == reserves[0]
    assert sample.line("female") == (planned, planned + 1, -1, 0, len(reserves) - 1)
    line = list_progress(sample.session, sample.ref).replacements[-1]
    assert (line.left, line.came, line.reason) == (None, "006", "Taken on the day")
    with pytest.raises(UserError, match="has no stratum nobody"):
        sample.take("nobody")


def test_without_the_list_no_reserve_can_be_taken(sample: Sample) -> None:
    destroy_frame(sample.session, sample.actor, sample.clock, ref=sample.ref, reason="Done")
    with pytest.raises(UserError, match="destroyed"):
        sample.take("female", "One more")
    before = list_progress(sample.session, sample.ref)
    with pytest.raises(UserError, match="destroyed"):
        sample.replace(sample.of_stratum("female")[0])
    sample.session.rollback()
    assert before.replacements == []


def test_before_a_draw_there_is_nothing_to_show(session: Session, ref: str) -> None:
    with pytest.raises(UserError, match="has no sample yet"):
        list_progress(session, ref)
