"""Says figures in the language of a report, in the words that its house style has for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Cell, PointRange, Rating
from inspect_app.publication.phrases import phrases, share_in_words, share_number
from inspect_app.reports import wording

_STATUSES = ("not_applicable", "dont_know", "not_asked", "not_answered")


class Saying:
    """What templates say figures with; `language` decides the patterns, `words` the rest."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self._words = words
        self._phrases = phrases(language)

    def __call__(self, key: str, **values: Any) -> str:
        """The words by a name of the words file, filled in. Raises UndefinedError when they aren’t there."""
        if key not in self._words:
            raise jinja2.UndefinedError(f"words/{self.language}.yaml has no “{key}”")
        try:
            return self._words[key].format(**values)
        except (KeyError, IndexError, ValueError) as error:
            raise jinja2.UndefinedError(
                f"“{key}” in words/{self.language}.yaml can’t be filled in: {error}"
            ) from None

    def of_cases(self, cell: Cell) -> str:
        """Cases out of cases, as in "33 of 85", or why there is no such figure."""
        if cell.suppressed:
            return self("suppressed")
        return self._phrases.n_of_n.format(
            numerator=f"{cell.numerator:,}", denominator=f"{cell.denominator:,}"
        )

    def per_cent(self, cell: Cell) -> str:
        """A share, as in "39 per cent", or why there is none."""
        if cell.suppressed:
            return self("suppressed")
        if cell.per_cent is None:
            return self("no_case_judged")
        return share_in_words(cell, self.language)

    def figure(self, cell: Cell) -> str:
        """Both together, as in "33 of 85 (39 per cent)", or why there is none."""
        if cell.suppressed:
            return self("suppressed")
        if cell.per_cent is None:
            return self("no_case_judged")
        return f"{self.of_cases(cell)} ({self.per_cent(cell)})"

    def lines(self, cell: Cell) -> tuple[str, ...]:
        """What a cell of a table of its own says, line by line: figure, cases, interval."""
        if cell.suppressed:
            return ("[c]",)
        if cell.per_cent is None and cell.value is None:
            return ("–",)
        share = cell.per_cent is not None or not cell.value
        first = share_number(cell, self.language) if share else self.statistic(cell.value or "")
        of = self.of_cases(cell) if cell.per_cent is not None else ""
        ends = wording.interval_ends(cell)
        interval = self("interval", low=f"{ends[0]:g}", high=f"{ends[1]:g}") if ends else ""
        return tuple(line for line in (f"{first} [low]" if cell.low else first, of, interval) if line)

    def left_out(self, cell: Cell) -> str:
        """The cases outside the denominator by reason ("1 not applicable, 26 not asked"), or "none"."""
        return self._left_out(cell, _STATUSES)

    def left_out_of_owing(self, cell: Cell) -> str:
        """The same for an answer in words, whose denominator holds the cases that were not answered too."""
        return self._left_out(cell, _STATUSES[:-1])

    def _left_out(self, cell: Cell, statuses: tuple[str, ...]) -> str:
        if cell.suppressed or cell.statuses_suppressed:
            return self("suppressed")
        counts = [(getattr(cell, name), self(name)) for name in statuses]
        return ", ".join(f"{count:,} {words}" for count, words in counts if count) or self("none")

    def standing(self, ratings: Iterable[Rating], scale: Iterable[PointRange]) -> str:
        """How many contributing standards have which rating, best first: "1 Good, 1 not rated"."""
        counting = [rating for rating in ratings if rating.contributes]
        found = Counter(rating.band for rating in counting if rating.band or not rating.suppressed)
        hidden = sum(1 for rating in counting if rating.suppressed and not rating.band)
        named = [(found[band.band], band.band_title) for band in scale]
        named += [(found[None], self._phrases.not_rated.lower()), (hidden, self("suppressed"))]
        return ", ".join(f"{count} {title}" for count, title in named if count)

    def statistic(self, value: str) -> str:
        """A statistic as it is printed: a date in words, a number with its thousands apart ("2,018.2")."""
        whole = value.partition(".")[0]
        return wording.statistic(value) if whole.isdecimal() else self.date(value)

    def date(self, iso: str | None) -> str:
        """A date in words, "17 June 2016" for "2016-06-17"; other texts are given back as they are."""
        if iso is None:
            return self("no_case_signed_off")
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (len(year) == _YEAR and (year + month + day).isdecimal()):
            return iso
        return f"{int(day)} {self._phrases.months[int(month) - 1]} {year}"

    def small_numbers(self, settings: Disclosure) -> str:
        """What became of the small numbers of an edition, as the end of a sentence."""
        hides = settings.threshold > 1
        said = self("small_hidden", most=settings.threshold - 1) if hides else self("small_shown")
        said += self("small_further") if hides and settings.secondary else ""
        return said + (self("small_rounded", rounding=settings.rounding) if settings.rounds else "")

    def protection(self, settings: Disclosure) -> str:
        """How an edition keeps people from being recognised, in sentences."""
        if settings.threshold > 1:
            kind = "protected_further" if settings.secondary else "protected"
            said = self(kind, threshold=settings.threshold)
        else:
            said = self("protected_not")
        return f"{said} {self('protected_rounded', rounding=settings.rounding)}" if settings.rounds else said

    def cases(self, count: int) -> str:
        """A number of cases: "1 case" or "86 cases"."""
        return self._counted(count, "case")

    def standards(self, count: int) -> str:
        """A number of standards: "1 standard" or "5 standards"."""
        return self._counted(count, "standard")

    def _counted(self, count: int, noun: str) -> str:
        return self(f"one_{noun}" if count == 1 else f"{noun}s_counted", count=f"{count:,}")


_YEAR = 4
