"""Says in words how cases changed figures, and by what."""

from inspect_app.fieldwork.trace_case import REPLACED, How, Trace
from inspect_app.ledger.entries import EntryKind
from inspect_app.ledger.states import DONE, Action
from inspect_app.questionnaire.model import Attribute, Definition

HOW = {
    How.ENTERED: "counts now",
    How.LEFT: "counts no more",
    How.ANSWER: "answered otherwise",
    How.ROUTING: "asked otherwise, because of another answer or fact",
    How.ATTRIBUTE: "described otherwise",
    How.AREA: "moved to another area",
    How.ASSESSOR: "given to somebody else",
}
"""In which way a case changed a figure."""
_FACTS = {How.AREA: "Area", How.ASSESSOR: "Assessor"}


def trace_words(definition: Definition, trace: Trace) -> str:
    """What was said or done."""
    kind, _, subject = trace.thing.partition(":")
    if trace.action is not None:
        return DONE[Action(trace.action)]
    if kind == EntryKind.ANSWER:
        return f"Answer to “{definition.by_id[subject].text}”"
    if kind == REPLACED:
        return f"Replaced by case {trace.after}" if trace.after else "Replaced, with no reserve left"
    attribute = next((each for each in definition.attributes if each.id == subject), None)
    named = str(attribute.label) if attribute else _FACTS.get(How(kind), subject)
    before, after = (_value(attribute, value) for value in (trace.before, trace.after))
    return f"{named}: {before} before, {after} now"


def _value(attribute: Attribute | None, value: str | None) -> str:
    options = attribute.options if attribute else ()
    labels = {option.value: str(option.label) for option in options}
    return labels.get(value or "", value) or "not recorded"
