"""The one door by which versions of a report's texts are stored: the report's, locked while it is open."""

from collections.abc import Mapping
from datetime import datetime

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_report import ReportView, view_of
from inspect_app.fieldwork.sent_texts import SentText
from inspect_app.findings.snapshot import Snapshot
from inspect_app.ledger.entries import Actor, MalformedSave, same_author
from inspect_app.ledger.texts import TextSave, ThingKind
from inspect_app.publication.figures import Shown, resolve
from inspect_app.publication.links import find_links
from inspect_app.publication.texts import is_thing, why_no_value, why_too_long
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import report_texts
from inspect_app.records.engine import Session
from inspect_app.records.report_texts import Report, Version


class TooLong(UserError):
    """A text has more characters than can be stored."""


class OpenTexts:
    """The texts of one report, nobody else's to change until the transaction ends."""

    def __init__(self, session: Session, view: ReportView) -> None:
        self._session = session
        self._view = view
        self._known = {each.id: each for each in view.versions}
        self._figures: Snapshot | None = None

    def take(self, sent: SentText, actor: Actor, now: datetime, *, read: bool = False) -> bool:
        """Adds a version unless it is known; whether it was new.

        Of one that is `read` all links were read again, and show what they show now. Raises UserError when it
        is about nothing of this report, can't be said of it, or has another's id.
        """
        chapters = {chapter.id for chapter in self._view.skeleton.chapters}
        if not is_thing(sent.thing, chapters):
            raise UserError("This report has no such chapter. Its house style may have changed since.")
        if reason := why_too_long(sent.value):
            raise TooLong(reason)
        if reason := why_no_value(ThingKind(sent.thing.partition(":")[0]), sent.value):
            raise MalformedSave(reason)
        if sent.id in self._known or report_texts.elsewhere(self._session, [sent.id], self._view.id):
            self._check_same(sent, actor)
            return False
        save = TextSave(
            sent.id,
            sent.thing,
            sent.parents,
            sent.value,
            actor.name,
            actor.device,
            sent.made_at,
            now,
            self._seen(sent, read=read),
        )
        report_texts.add_save(self._session, self._view.id, save, sent.content_hash)
        self._known[save.id] = Version(
            *(save.id, save.thing, save.parents, save.author, save.device, now), sent.content_hash
        )
        return True

    def view(self) -> ReportView:
        """The report with what was added."""
        view = self._view
        return view_of(self._session, view.inspection, Report(view.id, view.language, view.style))

    def _check_same(self, sent: SentText, actor: Actor) -> None:
        known = self._known.get(sent.id)
        if (
            known is None
            or known.content_hash != sent.content_hash
            or not same_author(known.author, actor.name)
        ):
            raise UserError(
                "Another text was saved under this one’s id. Copy what you wrote, and write it again."
            )

    def _seen(self, sent: SentText, *, read: bool) -> Mapping[str, str]:
        """What each link showed when the author last read it: as before for links that stood there before."""
        text = sent.value.get("body", sent.value.get("text", ""))
        typed = [(each.typed, each.link) for each in find_links(text)]
        before: dict[str, str] = {}
        for save in () if read else report_texts.saves(self._session, sent.parents).values():
            before |= save.seen
        seen = {}
        for words, link in typed:
            if words in before:
                seen[words] = before[words]
            elif link is not None:
                shown = resolve(link, self._now())
                seen |= {words: shown.text} if isinstance(shown, Shown) else {}
        return seen

    def _now(self) -> Snapshot:
        if self._figures is None:
            view = self._view
            self._figures = find_report_figures(self._session, view.inspection.ref, view.language, view.style)
        return self._figures


def open_texts(session: Session, ref: str, language: str) -> OpenTexts:
    """The texts of a report, locked for what is to be added. Raises NotThere when there is no such report."""
    inspection = get_inspection(session, ref)
    report = report_texts.lock(session, inspection.id, language)
    if report is None:
        raise NotThere(f"No report in {LANGUAGES.get(language, language)} has been started yet.")
    return OpenTexts(session, view_of(session, inspection, report))
