"""Records that somebody may be at immediate risk: what was seen, and who was told of it when."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from inspect_app.fieldwork.case_records import AlertWords, alert_text
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock, EntryKind
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log
from inspect_app.records.engine import Session

LONGEST = 5_000
LONGEST_TOLD = 500
KEY = re.compile(r"[0-9a-f]{8,32}")
ZONE = ZoneInfo("Europe/London")
"""Where inspections are done: when somebody was told is given by the clocks there."""
TOLERANCE = timedelta(minutes=5)
"""How far a clock on a wall may be ahead of the server's."""


class NewAlert(NamedTuple):
    """An alert to be raised: its question, a key of its own, and its words as typed.

    The key is made by whoever shows the form; `told_at` is a time by the clocks of `ZONE`.
    """

    question: str
    key: str
    what: str
    told: str
    told_at: datetime


def raise_alert(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    alert: NewAlert,
) -> None:
    """Raise an alert from a question, whatever the state of the case; the same alert again changes nothing.

    Raises UserError when there is no such case or question, when words are missing or too long, when the time
    is still to come, or when the key is another alert's.
    """
    case = open_case(session, ref, reference)
    given = AlertWords(tidy(alert.what), tidy(alert.told))
    _check(case, alert, given)
    there = next((each for each in case.alerts if (each.question, each.key) == alert[:2]), None)
    if there is not None:
        if there.words != given:
            raise UserError(
                "This alert is raised already, with other words: they stand on the page of the case. "
                "To raise another alert with these words, press the button again."
            )
        return
    if alert.told_at.replace(tzinfo=ZONE).astimezone(UTC) > clock() + TOLERANCE:
        raise UserError("The time when they were told is still to come. Enter when you told them.")
    subject = f"{alert.question}/{alert.key}"
    value = {"step": "raised", "told_at": alert.told_at.isoformat(timespec="minutes"), "words": None}
    change = Change(EntryKind.ALERT, subject, value, (), alert_text(given))
    store_changes(session, actor, clock, case, [change])
    access_log.record(session, clock(), actor, "alert.raise", ref, f"case {reference}", {"alert": subject})


def _check(case: CaseView, alert: NewAlert, given: AlertWords) -> None:
    if alert.question not in case.inspection.definition.by_id:
        raise UserError(f"The questionnaire has no question “{alert.question}”. Choose one.")
    if not KEY.fullmatch(alert.key):
        raise UserError("The alert can't be told from others. Load the page again.")
    if not given.what or not given.told:
        raise UserError("Say what you saw, and who was told.")
    if len(given.what) > LONGEST or len(given.told) > LONGEST_TOLD:
        raise UserError(
            f"The words are too long: {LONGEST:,} characters are allowed for what you saw, and "
            f"{LONGEST_TOLD} for who was told."
        )
