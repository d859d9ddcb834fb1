"""Gives the rows of a long list that an older programme imported the keys and strata that draws go by."""

from collections import Counter

from inspect_app.fieldwork.check_long_list import load_list, restate
from inspect_app.questionnaire.model import Definition
from inspect_app.records import frame
from inspect_app.records.engine import Session
from inspect_app.records.models import LongListImportRow


def fill_frame(session: Session, imported: LongListImportRow, definition: Definition) -> None:
    """Store keys and strata where an older programme left them out; `imported` is the current import."""
    if frame.lacks_keys(session, imported.id):
        stored = load_list(session, imported.inspection_id)
        restate(session, stored, stored.check(definition))


def populations(session: Session, imported: LongListImportRow, definition: Definition) -> dict[str, int]:
    """How many cases of each stratum can be drawn, in the scheme's order; nothing is stored."""
    if frame.lacks_keys(session, imported.id):
        checked = load_list(session, imported.inspection_id).check(definition)
        counts = dict(Counter(case.stratum for case in checked.frame))
    else:
        counts = frame.counts_by_stratum(session, imported.id)
    return {stratum.id: counts.get(stratum.id, 0) for stratum in definition.strata}
