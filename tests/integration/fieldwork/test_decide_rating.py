"""Judgements and panel decisions stand beside what is computed, can be undone and are all listed."""

from dataclasses import replace

import pytest

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.decide_rating import decide_rating, undo_decision
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.rate_inspection import RatingBoard, rate_inspection
from inspect_app.findings.decisions import OVERALL
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.findings.snapshot import Snapshot, from_json
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import access_log, snapshots
from inspect_app.records.engine import Session
from tests.integration.conftest import Clock
from tests.integration.fieldwork.scoring import Scorer

REF = "supervision"


class Panel:
    """A panel at work on one inspection."""

    def __init__(self, session: Session, actor: Actor, clock: Clock, ref: str) -> None:
        self.work = (session, actor, clock)
        self.ref = ref

    def decide(self, subject: str, band: str, reason: str = "We looked.") -> str:
        return decide_rating(*self.work, ref=self.ref, subject=subject, band=band, reason=reason).title

    def undo(self, subject: str, reason: str = "We were wrong.") -> None:
        undo_decision(*self.work, ref=self.ref, subject=subject, reason=reason)

    @property
    def board(self) -> RatingBoard:
        return rate_inspection(self.work[0], self.ref)

    def title(self, subject: str) -> str | None:
        decided = self.board.standard(subject)
        assert decided is not None
        return decided.title


@pytest.fixture
def panel(session: Session, actor: Actor, clock: Clock) -> Panel:
    create_inspection(
        session, actor, clock, ref=REF, questionnaire="core-case-supervision", title="Supervision"
    )
    create_inspection(
        session, actor, clock, ref="noise", questionnaire="core-case-supervision", title="Noise"
    )
    Panel(session, actor, clock, "noise").decide("services", "inadequate")
    return Panel(session, actor, clock, REF)


@pytest.fixture
def homes(scorer: Scorer, session: Session, actor: Actor, clock: Clock) -> Panel:
    scorer.finish("001")
    return Panel(session, actor, clock, "homes")


def test_a_judgement_rates_its_standard_and_counts_in_the_figures(panel: Panel) -> None:
    assert panel.decide("leadership", "good", "  The plan is clear\nand kept. ") == "Good"
    figures = find_figures(panel.work[0], REF)
    rating = figures.ratings[0]
    assert (rating.id, rating.band, rating.points) == ("leadership", "good", 2)
    assert figures.overall is not None
    assert (figures.overall.points, figures.overall.standards) == (2, 1)
    [decision] = panel.board.decisions
    assert (decision.subject, decision.band, decision.computed) == ("leadership", "good", None)
    assert (decision.reason, decision.author) == ("The plan is clear and kept.", panel.work[1].name)


def test_a_judgement_is_changed_and_undone_and_every_step_is_listed(panel: Panel) -> None:
    panel.decide("leadership", "good")
    panel.decide("leadership", "outstanding")
    panel.undo("leadership")
    assert panel.title("leadership") is None
    panel.decide("leadership", NOT_RATED)
    assert panel.board.decision("leadership") is not None
    found = [(each.number, each.band) for each in panel.board.decisions]
    assert found == [(4, NOT_RATED), (3, None), (2, "outstanding"), (1, "good")]


def test_a_panel_decides_beside_the_computed_rating_which_stays(homes: Panel) -> None:
    before = find_figures(homes.work[0], "homes")
    standard = before.ratings[0]
    other = next(band.id for band in homes.board.scale.bands if band.id != standard.band)
    title = homes.decide(standard.id, other)
    figures = find_figures(homes.work[0], "homes")
    assert replace(figures, decided=(), overall_decided=None) == before
    decided = homes.board.standards[0]
    assert (decided.rating, decided.title) == (standard, title)
    assert homes.board.decisions[0].computed == standard.band
    overall = homes.board.overall
    assert overall is not None
    assert overall.computed == before.overall
    assert overall.title == title
    homes.undo(standard.id)
    assert homes.title(standard.id) == standard.band_title


def test_the_overall_rating_can_be_decided_as_well(homes: Panel) -> None:
    bands = [band.id for band in homes.board.scale.bands]
    for band in bands:
        title = homes.decide(OVERALL, band)
        overall = homes.board.overall
        assert overall is not None
        assert overall.title == title
    homes.undo(OVERALL)
    overall = homes.board.overall
    assert overall is not None
    assert overall.title == overall.computed.band_title


def test_what_cannot_be_decided_is_refused_and_nothing_is_stored(panel: Panel) -> None:
    with pytest.raises(NotThere, match=r"no such standard in .*There are: overall, leadership, "):
        panel.decide("hovels", "good")
    with pytest.raises(NotThere, match="There is no inspection nowhere"):
        Panel(*panel.work, "nowhere").decide("leadership", "good")
    with pytest.raises(UserError, match=r"no rating “splendid” here\. .*good, .*, not_rated\.$"):
        panel.decide("leadership", "splendid")
    with pytest.raises(UserError, match=r"^Give the reason in a few words"):
        panel.decide("leadership", "good", " ")
    with pytest.raises(UserError, match=r"^Nothing is decided here"):
        panel.undo("leadership")
    panel.decide("leadership", "good")
    with pytest.raises(UserError, match=r"^This is decided already"):
        panel.decide("leadership", "good")
    assert len(panel.board.decisions) == 1


def test_each_decision_is_in_the_access_log_with_its_grounds(panel: Panel) -> None:
    panel.decide("leadership", "good", "The plan is kept.")
    panel.undo("leadership", "It is not.")
    events = access_log.events(panel.work[0], REF)
    assert [(event.action, event.subject, event.reason) for event in events[-2:]] == [
        ("rating.decide", "rating leadership", "The plan is kept."),
        ("rating.undo", "rating leadership", "It is not."),
    ]


def test_what_is_frozen_keeps_what_stood_then_and_the_next_one_what_stands_since(homes: Panel) -> None:
    session, actor, clock = homes.work

    def freeze() -> Snapshot:
        session.commit()
        make_snapshot(session, actor, clock, ref="homes")
        row = snapshots.latest(session, homes.board.inspection.id)
        assert row is not None
        return from_json(row.body)

    standard = homes.board.standards[0].rating
    first = freeze()
    homes.decide(standard.id, "poor", "The files say less.")
    homes.decide(OVERALL, "good", "On the whole.")
    kept = snapshots.latest(session, homes.board.inspection.id)
    assert kept is not None
    assert from_json(kept.body) == first
    assert first.decided == ()
    second = freeze()
    assert [(each.subject, each.band, each.grounds, each.by) for each in second.decided] == [
        (standard.id, "poor", "The files say less.", actor.name),
        (OVERALL, "good", "On the whole.", actor.name),
    ]
    assert second.ratings == first.ratings
    homes.undo(standard.id)
    homes.undo(OVERALL)
    assert freeze() == first


def test_the_report_that_leaves_names_nobody_who_decided(homes: Panel) -> None:
    homes.decide(OVERALL, "poor")
    homes.work[0].commit()
    frozen = make_snapshot(*homes.work, ref="homes")
    assert [(each.band, each.by) for each in frozen.decided] == [("poor", None)]
