"""Starts the report of an inspection in a language, with the texts that its house style begins with."""

from uuid6 import uuid7

from inspect_app.fieldwork.find_skeleton import LANGUAGES, find_skeleton
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_texts import open_texts
from inspect_app.fieldwork.sent_texts import SentText
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.texts import ThingKind
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, report_texts
from inspect_app.records.engine import Session


def start_report(
    session: Session, actor: Actor, clock: Clock, *, ref: str, language: str, style: str
) -> None:
    """Start a report, which is then there to be written.

    Raises UserError when there is no such inspection, language or house style, or the report is started.
    """
    inspections.lock(session, ref)  # two who start it at once would each start one
    inspection = get_inspection(session, ref)
    skeleton = find_skeleton(style, inspection.definition, language)
    if report_texts.find(session, inspection.id, language) is not None:
        raise UserError(f"The report in {LANGUAGES[language]} is started already.")
    now = clock()
    report_texts.add(
        session, inspection.id, language=language, style=style, started_at=now, started_by=actor.name
    )
    opened = open_texts(session, ref, language)
    made_at = now.isoformat(timespec="milliseconds")
    for chapter in skeleton.chapters:
        if chapter.starter:
            thing = f"{ThingKind.CHAPTER}:{chapter.id}"
            opened.take(SentText(str(uuid7()), made_at, thing, {"body": chapter.starter}, ()), actor, now)
    access_log.record(
        session, now, actor, "report.start", ref, f"report in {LANGUAGES[language]}", {"style": style}
    )
