"""Where the assessment points of a case stand: the review date and the visit of each."""

from dataclasses import dataclass

from inspect_app.fieldwork.case_records import Visit
from inspect_app.fieldwork.open_case import CaseView, Conflict
from inspect_app.fieldwork.said import visit_words
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import Point


@dataclass(frozen=True)
class Stage:
    """An assessment point: what is recorded of it in words (empty when nothing is), and what is missing."""

    point: Point
    words: str
    missing: tuple[str, ...]
    conflict: Conflict | None

    @property
    def status(self) -> str:
        """How far its record has come, in words."""
        if self.conflict:
            return "In conflict"
        return "Not complete" if self.missing else "Complete"


def stages_of(case: CaseView) -> list[Stage]:
    """The assessment points in order."""
    return [_stage(case, point) for point in case.inspection.definition.points]


def _stage(case: CaseView, point: Point) -> Stage:
    visit = case.visits.get(point.id, Visit())
    about = (EntryKind.VISIT, point.id)
    conflict = next((each for each in case.conflicts if (each.kind, each.subject) == about), None)
    words = "" if visit == Visit() else visit_words(visit)
    return Stage(point, words, () if conflict else missing_of(visit), conflict)


def missing_of(visit: Visit) -> tuple[str, ...]:
    """What is not recorded yet of an assessment point."""
    parts = (
        (visit.reviewed_on, "the review date"),
        (visit.outcome, "whether the visit was held"),
        (visit.outcome != "held" or visit.interviewed, "who was interviewed"),
        (visit.outcome != "held" or visit.consent, "whether the person consented"),
    )
    return tuple(words for known, words in parts if not known)
