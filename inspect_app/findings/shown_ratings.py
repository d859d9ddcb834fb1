"""A rating as an edition shows it: its band unless that tells of few cases, its figures if they are shown."""

from collections.abc import Iterable
from dataclasses import replace

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.explanations import suppressed_explanation
from inspect_app.findings.figures import KeyQuestionResult, Measure, Rating, TableKind
from inspect_app.findings.hiding import Hidden
from inspect_app.findings.places import EVERYBODY
from inspect_app.findings.shown_cells import SUPPRESSED, shown_cell
from inspect_app.findings.withheld import tells, withheld


class ShownRatings:
    """Makes the ratings of an edition."""

    def __init__(self, hidden: Hidden, settings: Disclosure, *, few_cases: bool = False) -> None:
        self.few_cases = few_cases
        self.hidden = hidden
        self.settings = settings
        summed = [
            figure
            for row in hidden.places.rows
            for figure in row
            if figure.table.kind in (TableKind.KEY_QUESTIONS, TableKind.BREAKDOWN)
            and figure.key.population == EVERYBODY
        ]
        self._shown = {figure.key.question for figure in summed if not hidden.reason(figure)}

    def rating(self, rating: Rating) -> Rating:
        """A rating without the figures of any key question that is hidden, and without what bounds them.

        One that people give rests on no figure and stays as it is.
        """
        if not rating.key_questions:
            return rating
        results = tuple(map(self._result, rating.key_questions))
        if any(result.cell.suppressed for result in results):
            if self._tells(rating, results):
                return replace(withheld(rating), key_questions=tuple(map(_without_band, results)))
            return replace(
                rating,
                per_cent=None,
                explanation=suppressed_explanation(rating.title, rating.band_title),
                flags=(),
                key_questions=tuple(map(_without_band, results)),
                suppressed=True,
            )
        if self.settings.rounds:
            return self._rounded(replace(rating, key_questions=results))
        return replace(rating, key_questions=results)

    def _tells(self, rating: Rating, results: Iterable[KeyQuestionResult]) -> bool:
        """Whether the band gives a hidden figure back, or is of fewer cases than anything may be shown of."""
        if self.few_cases:
            return True
        definition, band = self.hidden.places.background.definition, rating.band
        pairs = zip(rating.key_questions, results, strict=True)
        judged = [before.cell.denominator or 0 for before, after in pairs if after.cell.suppressed]
        if definition is None or band is None:
            return False
        return any(tells(definition, cases, band, self.settings.threshold) for cases in judged)

    def _result(self, result: KeyQuestionResult) -> KeyQuestionResult:
        if self.few_cases or (result.question not in self._shown and self.settings.threshold):
            return replace(result, cell=SUPPRESSED)
        quiet = result.question in self.hidden.quiet
        return replace(result, cell=shown_cell(result.cell, Measure.SHARE, quiet, self.settings))

    def _rounded(self, rating: Rating) -> Rating:
        """The per cent is of rounded counts, while the band and what decides are of the true ones."""
        per_cents = [result.cell.per_cent for result in rating.key_questions if result.decides]
        said = (f"{rating.title} is {rating.band_title}.", "It was rated before counts were rounded.")
        return replace(
            rating,
            per_cent=per_cents[0] if per_cents else None,
            explanation=said if rating.band_title else rating.explanation[-1:],  # why, without any figure
            flags=(),
        )


def _without_band(result: KeyQuestionResult) -> KeyQuestionResult:
    """Which key question decides would bound a hidden figure by a shown one; so would a hidden one's band."""
    if result.cell.suppressed:
        return replace(result, band=None, band_title=None, decides=False)
    return replace(result, decides=False)
