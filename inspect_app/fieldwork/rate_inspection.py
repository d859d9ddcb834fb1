"""The ratings of an inspection: computed, decided beside it, and every decision there was."""

from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.decisions import (
    OVERALL,
    Decided,
    DecidedOverall,
    Decision,
    decide,
    decide_overall,
    standing,
)
from inspect_app.findings.scale import Scale, scale_of
from inspect_app.findings.sensitivity import OneCase, sensitivity
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records import rating_decisions
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class RatingBoard:
    """What a panel sees. `sensitivity` is by standard; `decisions` are all of them, newest first."""

    inspection: InspectionView
    scale: Scale
    standards: tuple[Decided, ...]
    overall: DecidedOverall | None
    sensitivity: dict[str, tuple[OneCase, ...]]
    decisions: list[Decision]
    titles: dict[str, str]

    def standard(self, subject: str) -> Decided | None:
        """A standard by its id, or None for the overall rating; NotThere when there is no such thing."""
        if subject == OVERALL and self.overall is not None:
            return None
        for each in self.standards:
            if each.rating.id == subject:
                return each
        raise NotThere("There is no such standard in this inspection.")

    def decision(self, subject: str) -> Decision | None:
        """What stands about a standard or the overall rating."""
        return standing(self.decisions).get(subject)

    def computed(self, subject: str) -> str | None:
        """The band computed for a subject; None if it has none or people judge it."""
        standard = self.standard(subject)
        if standard is not None:
            return standard.rating.band if standard.rating.key_questions else None
        return self.overall.computed.band if self.overall else None


def rate_inspection(session: Session, ref: str) -> RatingBoard:
    """The ratings of the signed-off cases with what people decided; NotThere for an unknown inspection."""
    inspection = get_inspection(session, ref)
    figures = find_figures(session, ref)
    scale = scale_of(inspection.definition, figures.language)
    decisions = decisions_of(session, inspection.id)
    stand = standing(decisions)
    decided = decide(scale, figures.ratings, stand)
    return RatingBoard(
        inspection=inspection,
        scale=scale,
        standards=decided,
        overall=decide_overall(scale, figures.overall, decided, stand) if figures.overall else None,
        sensitivity={each.id: sensitivity(scale, each) for each in figures.ratings},
        decisions=decisions[::-1],
        titles={OVERALL: "Overall", **{each.id: each.title for each in figures.ratings}},
    )


def decisions_of(session: Session, inspection: int) -> list[Decision]:
    """Every decision about an inspection's ratings, oldest first."""
    return [
        Decision(row.number, row.subject, row.band, row.computed, row.reason, row.author, row.at)
        for row in rating_decisions.of_inspection(session, inspection)
    ]
