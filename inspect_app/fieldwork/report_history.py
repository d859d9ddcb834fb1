"""Tells everything that was written of a text of a report: by whom, when, and whether it stands."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.open_report import ReportView
from inspect_app.ledger.texts import TextSave, Thing, ThingKind
from inspect_app.publication.texts import words_of
from inspect_app.records import report_texts
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class TextTelling:
    """One version: in words, by whom and where it was made, and whether it stands.

    `made_at` is by the device's clock, `received_at` by the server's; `entry` is its id.
    """

    entry: str
    kind: ThingKind
    words: str
    author: str
    device: str
    made_at: str
    received_at: datetime
    parents: tuple[str, ...]
    stands: bool
    verdict: str


def report_history(session: Session, report: ReportView, thing: str) -> tuple[TextTelling, ...]:
    """Every version of a thing, oldest first."""
    saves = report_texts.of_thing(session, report.id, thing)
    stands = report.thing(thing)
    return tuple(_telling(save, stands) for save in saves)


def _telling(save: TextSave, thing: Thing) -> TextTelling:
    stands = any(each.id == save.id for each in thing.heads)
    verdict = "Replaced by a later version"
    if stands:
        verdict = "In conflict with another version" if thing.in_conflict else "Stands"
    return TextTelling(
        entry=save.id,
        kind=thing.kind,
        words=words_of(thing.kind, save.value),
        author=save.author,
        device=save.device,
        made_at=save.made_at,
        received_at=save.received_at,
        parents=save.parents,
        stands=stands,
        verdict=verdict,
    )
