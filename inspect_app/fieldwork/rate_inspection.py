"""The ratings of an inspection: computed, decided beside it, and every decision there was."""

from dataclasses import dataclass
from functools import cached_property

from inspect_app.fieldwork.hold_matrix import find_matrix
from inspect_app.fieldwork.list_decisions import list_decisions
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.decisions import OVERALL, Decided, DecidedOverall, Decision, standing
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.rate_cases import rate_cases
from inspect_app.findings.ratings import NOT_RATED
from inspect_app.findings.scale import Scale, scale_of
from inspect_app.findings.sensitivity import OneCase, sensitivity
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import packed
from inspect_app.records.engine import Session

COUNTED = frozenset({CaseStatus.SIGNED_OFF})
LANGUAGE = "en"


@dataclass(frozen=True)
class RatingBoard:
    """What a panel sees, of so many signed-off `cases`; `decisions` are all there were, newest first."""

    inspection: InspectionView
    scale: Scale
    cases: int
    standards: tuple[Decided, ...]
    overall: DecidedOverall | None
    decisions: list[Decision]

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each subject of a decision is called."""
        return {OVERALL: "Overall", **{each.rating.id: each.rating.title for each in self.standards}}

    @cached_property
    def sensitivity(self) -> dict[str, tuple[OneCase, ...]]:
        """What one case judged otherwise would change, by standard."""
        return {each.rating.id: sensitivity(self.scale, each.rating) for each in self.standards}

    def standard(self, subject: str) -> Decided | None:
        """A standard by its id, or None for the overall rating; NotThere when there is no such thing."""
        if subject == OVERALL and self.overall is not None:
            return None
        for each in self.standards:
            if each.rating.id == subject:
                return each
        there = ", ".join(each for each in self.titles if each != OVERALL or self.overall)
        raise NotThere(f"There is no such standard in this inspection. There are: {there or 'none'}.")

    def decision(self, subject: str) -> Decision | None:
        """What stands about a standard or the overall rating."""
        return standing(self.decisions).get(subject)

    def confirms(self, subject: str, band: str) -> bool:
        """Whether a decision for a band, or for NOT_RATED, is what is computed; a judgement never is."""
        standard = self.standard(subject)
        judged = standard is not None and standard.judged
        return not judged and band == (self.computed(subject) or NOT_RATED)

    def once_undone(self, subject: str) -> str:
        """What stands of a rating without what people decided about it, as a sentence."""
        standard = self.standard(subject)
        if standard is not None and standard.judged:
            return "The standard is unrated until somebody judges it again."
        if standard is not None:
            return f"The computed rating stands: {standard.rating.band_title or 'not rated'}."
        overall = self.overall
        if overall is None:
            return ""
        follows = overall.of_decided
        whose = "computed rating" if follows == overall.computed else "rating that follows from the standards"
        return f"The {whose} stands: {follows.band_title or 'not rated'}."

    def computed(self, subject: str) -> str | None:
        """The band computed for a subject; None if it has none or people judge it."""
        standard = self.standard(subject)
        if standard is not None:
            return None if standard.judged else standard.rating.band
        return self.overall.computed.band if self.overall else None


def rate_inspection(session: Session, ref: str) -> RatingBoard:
    """The ratings of the signed-off cases with what people decided; NotThere for an unknown inspection."""
    inspection = get_inspection(session, ref)
    return rate_board(session, inspection, signed_off_matrix(session, inspection))


def signed_off_matrix(session: Session, inspection: InspectionView) -> AnswerMatrix:
    """The answers of the signed-off cases."""
    return find_matrix(session, inspection, COUNTED, packed.progress(session, inspection.id))


def rate_board(session: Session, inspection: InspectionView, matrix: AnswerMatrix) -> RatingBoard:
    """The ratings of the cases of a matrix with what people decided about the inspection."""
    decisions = list_decisions(session, inspection.id)
    rated = rate_cases(matrix, decisions, LANGUAGE)
    return RatingBoard(
        inspection=inspection,
        scale=scale_of(inspection.definition, LANGUAGE),
        cases=matrix.cases,
        standards=rated.standards,
        overall=rated.overall,
        decisions=decisions[::-1],
    )
