"""The figures of a text that changed since it was read, and marking it as read once more."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.save_text import Spot, mark_read
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.publication.check_links import changed_figures
from inspect_app.publication.texts_to_check import texts_to_check
from inspect_app.publication.written_text import ReportProblem
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Unread:
    """The figures of a text that are no longer what they were when it was read."""

    changed: tuple[ReportProblem, ...]

    @cached_property
    def mark(self) -> str:
        """Tells whether the same figures say the same still: whoever reads some says that of no others."""
        said = canonical_json([[each.what, each.why] for each in self.changed])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def find_unread(session: Session, report: ReportView, thing: str) -> Unread:
    """The figures of a text that changed since it was read; none of a text in conflict or withdrawn."""
    texts = [
        each
        for each in texts_to_check(report.skeleton, report.things.values())
        if each.thing == thing and each.seen and not each.in_conflict
    ]
    if not texts:
        return Unread(())
    figures = find_report_figures(session, report.inspection.ref, report.language, report.style)
    return Unread(tuple(problem for text in texts for problem in changed_figures(text, figures)))


def mark_seen(session: Session, actor: Actor, clock: Clock, *, spot: Spot, mark: str) -> ReportView:
    """Say that the changed figures of a text, which are those of the `mark`, were read as they are now.

    Raises UserError when they changed once more since, or when versions of the text are in conflict.
    """
    report = open_report(session, spot.ref, spot.language)
    unread = find_unread(session, report, spot.thing)
    if unread.mark != mark:
        raise UserError("Other figures changed since you opened the page. Read them, then press it again.")
    heads = tuple(head.id for head in report.thing(spot.thing).heads)
    return mark_read(session, actor, clock, spot=spot, seen=heads) if unread.changed else report
