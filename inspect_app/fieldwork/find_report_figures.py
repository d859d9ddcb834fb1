"""The figures that the text of a report may link to, as they are now and as they would be published."""

from inspect_app.fieldwork.find_figures import find_inputs
from inspect_app.fieldwork.held import Held
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from inspect_app.records.engine import Session, holding_key

_held = Held[Snapshot](8)
"""A preview asks for them at each pause in writing, and the check with each list of chapters."""


def find_report_figures(session: Session, ref: str, language: str, style: str) -> Snapshot:
    """The public edition of the signed-off cases, with the tables of a house style and in a language.

    Nothing is frozen by it. Raises UserError when there is no such inspection or house style.
    """
    inspection = get_inspection(session, ref)
    inputs = find_inputs(session, inspection, style, language)

    def work_out() -> Snapshot:
        whole = inputs.work_out()
        return edition(whole.snapshot, inspection.disclosure, background=whole.background)

    whose = holding_key(session)
    if whose is None:
        return work_out()
    key = (*whose, inspection.id, inspection.structure_hash, repr(inspection.disclosure), style, language)
    return _held.find((*key, *inputs.version()), work_out)
