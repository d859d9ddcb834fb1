"""Closes an alert when somebody has dealt with it, or when it was raised by mistake."""

from inspect_app.fieldwork.case_records import Alert, AlertWords, alert_text
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.policies import check_can_close
from inspect_app.fieldwork.raise_alert import LONGEST
from inspect_app.fieldwork.store_save import store_changes
from inspect_app.ledger.entries import Actor, Clock, EntryKind
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log
from inspect_app.records.engine import Session


def close_alert(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reference: str,
    question: str,
    key: str,
    how: str,
) -> None:
    """Close an open alert, whatever the state of the case, with how it was dealt with.

    Raises UserError when there is no such case or alert, when it is closed already, and when the words are
    missing or too long.
    """
    case = open_case(session, ref, reference)
    check_can_close(find_alert(case, question, key))
    given = tidy(how)
    if not given or len(given) > LONGEST:
        raise UserError(f"Say how it was dealt with, in at most {LONGEST:,} characters.")
    subject = f"{question}/{key}"
    value = {"step": "closed", "told_at": None, "words": None}
    heads = case.heads[f"{EntryKind.ALERT}:{subject}"]
    text = alert_text(AlertWords(given))
    store_changes(session, actor, clock, case, [Change(EntryKind.ALERT, subject, value, heads, text)])
    access_log.record(session, clock(), actor, "alert.close", ref, f"case {reference}", {"alert": subject})


def find_alert(case: CaseView, question: str, key: str) -> Alert:
    """An alert of a case, by the question it was raised from and its key; UserError when there is none."""
    for alert in case.alerts:
        if (alert.question, alert.key) == (question, key):
            return alert
    raise NotThere(f"There is no such alert about case {case.reference}.")
