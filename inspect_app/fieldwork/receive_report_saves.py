"""Takes in versions of a report's texts: each is stored or refused on its own, and never stored twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspect_app.fieldwork.open_report import ReportView
from inspect_app.fieldwork.open_texts import OpenTexts, TooLong
from inspect_app.fieldwork.receive_saves import MOST_SAVES, Result
from inspect_app.fieldwork.sent_saves import sent_id
from inspect_app.fieldwork.sent_texts import read_text
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.heads import Verdict, VerdictKind
from inspect_app.questionnaire.problems import UserError


@dataclass(frozen=True)
class ReceivedTexts:
    """What became of a batch, and the report as it stands now."""

    results: tuple[Result, ...]
    report: ReportView


def receive_report_saves(
    actor: Actor, clock: Clock, opened: OpenTexts, sent: Sequence[object]
) -> ReceivedTexts:
    """Store what a person's browser sent of a report; one bad save keeps none of the others back.

    Raises UserError when the batch is too large.
    """
    if len(sent) > MOST_SAVES:
        raise UserError(f"At most {MOST_SAVES} saves can be sent at once.")
    results: list[Result] = []
    for one in sent:
        try:
            text, sent_hash = read_text(one)
            new = opened.take(text, actor, clock())
        except UserError as error:
            faults = {"body": str(error)} if isinstance(error, TooLong) else {}
            results.append(Result(sent_id(one), None, str(error), faults))
        else:
            results.append(Result(text.id, new, count=1, sent_hash=sent_hash))
    report = opened.view()
    return ReceivedTexts(tuple(_judged(each, report) for each in results), report)


def _judged(result: Result, report: ReportView) -> Result:
    """With whether the save is now in conflict with another."""
    if result.saved is None:
        return result
    disputed = {save.id for name in report.conflicts for save in report.thing(name).heads}
    kind = VerdictKind.CONFLICT if result.id in disputed else VerdictKind.APPLIED
    return replace(result, verdicts=(Verdict(kind),))
