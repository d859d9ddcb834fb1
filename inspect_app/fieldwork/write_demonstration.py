"""Writes the report of the demonstration through the use cases that report writers use."""

from collections.abc import Mapping, Sequence
from typing import Any

from uuid6 import uuid7

from inspect_app.fieldwork.demonstration.report_texts import invented_chapters, invented_texts
from inspect_app.fieldwork.open_texts import open_texts
from inspect_app.fieldwork.sent_texts import SentText
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.ledger.texts import ThingKind
from inspect_app.records.engine import Session

LANGUAGE = "en"
STYLE = "inspection-report"
WRITER = Actor(name="Synthetic report writer", device="demonstration")


def write_demonstration(session: Session, clock: Clock, *, ref: str, references: Sequence[str]) -> None:
    """Start the report and write it; `references` are those of the cases, for practice examples."""
    start_report(session, WRITER, clock, ref=ref, language=LANGUAGE, style=STYLE)
    opened = open_texts(session, ref, LANGUAGE)  # once: it works out the figures that links show
    begun = opened.view()
    for thing, value in _values(references).items():
        now = clock()
        seen = tuple(head.id for head in begun.thing(thing).heads)
        made_at = now.isoformat(timespec="milliseconds")
        opened.take(SentText(str(uuid7()), made_at, thing, value, seen), WRITER, now)


def _values(references: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What is said of each thing; keys are the same each time, so that the same files come of it."""
    found: dict[str, Mapping[str, Any]] = {
        f"{ThingKind.CHAPTER}:{id_}": {"body": body} for id_, body in invented_chapters(LANGUAGE).items()
    }
    texts = invented_texts()
    for number, example in enumerate(texts.examples, start=1):
        case = references[example.case - 1]
        told = {"case": case, "names_changed": True, "withdrawn": False}
        found[f"{ThingKind.EXAMPLE}:{_key(number)}"] = example.model_dump() | told
    for place, recommendation in enumerate(texts.recommendations, start=1):
        value = recommendation.model_dump() | {"place": place, "withdrawn": False}
        found[f"{ThingKind.RECOMMENDATION}:{_key(place)}"] = value
    return found


def _key(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"
