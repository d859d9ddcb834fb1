"""Snapshots that were made, and what changed between them, for tests."""

import pytest

from inspect_app.fieldwork.compare_snapshots import ChangedFigure, Changes, compare_snapshots
from inspect_app.fieldwork.list_snapshots import NOW
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.trace_case import Cause
from inspect_app.fieldwork.trace_words import trace_words
from inspect_app.ledger.states import Action
from tests.integration.fieldwork.scoring import Scorer

REASON = "Something new turned up."


@pytest.fixture
def reported(scorer: Scorer) -> Scorer:
    """Case 001 has no home, was tried at a hostel, and is signed off and frozen as snapshot 1."""
    scorer.finish("001", home="no", tried=["hostel"])
    freeze(scorer)
    return scorer


def freeze(scorer: Scorer) -> None:
    scorer.session.commit()
    make_snapshot(scorer.session, scorer.actor, scorer.clock, ref=scorer.ref)


def changes(scorer: Scorer, one: str = "1", other: str = NOW) -> Changes:
    return compare_snapshots(scorer.session, scorer.ref, one, other)


def reopen(scorer: Scorer, reference: str = "001") -> None:
    scorer.move(Action.REOPEN, REASON, reference=reference)


def close(scorer: Scorer, reference: str = "001") -> None:
    scorer.move(Action.SUBMIT, reference=reference)
    scorer.move(Action.SIGN_OFF, reference=reference)


def figures(found: Changes) -> dict[tuple[str, str, str], ChangedFigure]:
    return {(each.change.table, each.change.row, each.change.column): each for each in found.figures}


def told(found: Changes, cause: Cause) -> list[tuple[int | None, str]]:
    """The number of each save, and what was said in it."""
    return [(each.save, trace_words(found.inspection.definition, each)) for each in cause.entries]


def fields(figure: ChangedFigure) -> dict[str, tuple[object, object]]:
    return {each.field: (each.before, each.after) for each in figure.change.fields}


HOME_YES = ("section.home", "home.yes", "total")
HOME_NO = ("section.home", "home.no", "total")
HOSTEL = ("section.home", "tried.hostel", "total")
VISITS = "Answer to “How many visits?”"
HOME = "Answer to “Was a home found?”"


@pytest.fixture
def by_sex(reported: Scorer) -> Scorer:
    """The same with case 002, which some table counts among women."""
    reported.finish("002", home="yes")
    freeze(reported)
    return reported
