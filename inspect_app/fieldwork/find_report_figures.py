"""The figures that the text of a report may link to, as they are now and as they would be published."""

from inspect_app.fieldwork.find_figures import find_whole
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from inspect_app.records.engine import Session


def find_report_figures(session: Session, ref: str, language: str, style: str) -> Snapshot:
    """The public edition of the signed-off cases, with the tables of a house style and in a language.

    Nothing is frozen by it. Raises UserError when there is no such inspection or house style.
    """
    disclosure = get_inspection(session, ref).disclosure
    whole = find_whole(session, ref, frozen=False, style=style, language=language)
    return edition(whole.snapshot, disclosure, background=whole.background)
