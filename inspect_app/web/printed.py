"""What a sheet of paper must say of the case that is printed on it."""

from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.web.audiences import Work
from inspect_app.web.words import moment, value_label

Facts = list[tuple[str, str]]
"""Labels and words."""


def printed_facts(work: Work, case: CaseView) -> Facts:
    """The marking; which case of which inspection and instrument it is; as at when; then its attributes."""
    inspection, definition = case.inspection, case.inspection.definition
    return [
        ("Marking", MARKING),
        ("Inspection", f"{inspection.title} ({inspection.ref})"),
        ("Case", f"{case.reference}, {case.status.label}"),
        (
            "Instrument",
            f"{definition.title} {definition.version}, text revision {inspection.text_revision}",
        ),
        ("As it stood", f"{moment(work.clock())} (UTC)"),
        *((str(each.label), value_label(each, case.attributes)) for each in definition.attributes),
    ]
