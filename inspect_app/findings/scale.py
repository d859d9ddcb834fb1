"""What a questionnaire is rated by: its bands with its rules, and the scores they are applied to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from inspect_app.findings.bands import band_of
from inspect_app.findings.counts import half_up
from inspect_app.findings.figures import Cell
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.rating import RatingBand, RatingRules


@dataclass(frozen=True)
class Score:
    """The share of a key question judged sufficient, of `judged` cases where that number is known."""

    share: Fraction
    judged: int | None = None

    @property
    def per_cent(self) -> int:
        """The whole per cent, halves rounded up."""
        return half_up(self.share)

    @property
    def sufficient(self) -> int | None:
        """How many cases were sufficient, where it is known of how many."""
        return None if self.judged is None else int(self.share * self.judged)

    def with_one_case_changed(self) -> Iterator["Score"]:
        """The scores with one case fewer and one case more judged sufficient, as far as there are cases."""
        if self.judged is None or self.sufficient is None:
            return
        for changed in (self.sufficient - 1, self.sufficient + 1):
            if 0 <= changed <= self.judged:
                yield Score(Fraction(changed, self.judged), self.judged)


@dataclass(frozen=True)
class Scale:
    """The bands (at least one, in any order) and the rules of one version, in one language."""

    bands: tuple[RatingBand, ...]
    rules: RatingRules = field(default_factory=RatingRules)
    language: str = "en"

    def band(self, score: Score) -> RatingBand:
        """The band of one key question."""
        return self.banded(score.share, exact=self.rules.rounding == "exact")

    def banded(self, share: Fraction, *, exact: bool) -> RatingBand:
        """The band of a share as it is, or of its whole per cent."""
        return band_of(self.bands, share * 100 if exact else half_up(share))

    def standard_band(self, scores: Sequence[Score]) -> RatingBand:
        """The band of a standard with these key questions, at least one: that of the lowest."""
        return self.band(lowest(scores))

    def title(self, band: RatingBand) -> str:
        """A band's name in the language."""
        return band.title.into(self.language)


def scale_of(definition: Definition, language: str) -> Scale:
    """The scale of a definition that has bands."""
    return Scale(definition.ratings, definition.rating_rules, language)


def score_of(cell: Cell) -> Score | None:
    """The score of a key question's figure; None when no case was judged."""
    return None if cell.exact is None else Score(Fraction(*cell.exact), cell.denominator)


def lowest(scores: Sequence[Score]) -> Score:
    """The score that decides."""
    return min(scores, key=lambda score: score.share)
