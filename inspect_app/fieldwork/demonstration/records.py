"""What an invented case rests on: the visits at its assessment points and the evidence that was cited."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from inspect_app.fieldwork.demonstration.chance import between, happens, pick, share
from inspect_app.fieldwork.demonstration.scenes import Scene
from inspect_app.fieldwork.draft_answers import Change
from inspect_app.ledger.entries import EntryKind, Json
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition

RECORDS = {
    "nomis": "Case note",
    "oasys": "Sentence plan",
    "ndelius": "Contact log",
    "front_sheet": "Front sheet",
    "tracker": "Tracker entry",
    "email": "Email to the officer",
    "interview": "Interview with the officer",
    "partner": "Note of a partner agency",
}
"""What is cited from each place where records are kept."""


def synthetic_records(
    definition: Definition, scene: Scene, reference: str, answers: Mapping[str, Value]
) -> Iterator[Change]:
    """A visit at each assessment point, and evidence for each key question that is answered."""
    for point in definition.points:
        yield Change(EntryKind.VISIT, point.id, _visit(scene, reference, point.id), ())
    for question in definition.questions:
        if question.key_question and question.id in answers:
            yield _evidence(definition, scene, reference, question.id)


def _visit(scene: Scene, reference: str, point: str) -> Json:
    held = happens(reference, f"visit|{point}", 80)
    met = (
        ["person", "responsible_officer"]
        if happens(reference, f"met|{point}", 60)
        else ["responsible_officer"]
    )
    day = scene.reading[point] + timedelta(days=between(reference, f"reviewed|{point}", 0, 4))
    return {
        "reviewed_on": day.isoformat(),
        "outcome": "held" if held else "not_held",
        "interviewed": [*met] if held else [],
        "consent": "given" if held and "person" in met else "not_sought",
        "note": None,
    }


def _evidence(definition: Definition, scene: Scene, reference: str, question: str) -> Change:
    places = dict.fromkeys((each.id for each in definition.systems), 1)
    system = pick(reference, f"system|{question}", places)
    key = f"{int(share(reference, f'key|{question}') * 2**48):012x}"
    on = scene.cited + timedelta(days=between(reference, f"cited|{question}", 0, 90))
    value: Json = {"system": system, "record": None, "date": on.isoformat()}
    return Change(EntryKind.EVIDENCE, f"{question}/{key}", value, (), RECORDS[system])
