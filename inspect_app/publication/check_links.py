"""What can be wrong with the links of a text: one check, one function."""

from collections.abc import Iterator
from fractions import Fraction

from inspect_app.findings.figures import Cell
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import SUPPRESSED, Shown, Unknown, resolve
from inspect_app.publication.links import LINK, Link, LinkKind, PlacedLink, find_links, read_link, why_unread
from inspect_app.publication.number_words import Fit, Verdict, fitting, judge
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity, WrittenText

_OFFERED = 3
_HOW = "Pick the figure again, or see the guide to links for how one is typed."


def unknown_links(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Links that lead nowhere, in the text and among what supports a recommendation."""
    for placed in find_links(text.body):
        yield from _unknown(text, snapshot, placed.line, placed.typed, placed.link)
    for typed in text.supports or ():
        yield from _unknown(text, snapshot, None, typed, read_link(typed))


def open_braces(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Links that were begun and never ended, or ended and never begun."""
    rest = LINK.sub("", text.body)  # a link never goes over the end of a line
    for number, line in enumerate(rest.split("\n"), start=1):
        for braces in ("{{", "}}"):
            if braces in line:
                yield text.problem(
                    CheckId.UNKNOWN_LINK,
                    Severity.BLOCKS,
                    number,
                    what=braces,
                    why="These braces are no whole link.",
                    do="A link begins with {{ and ends with }} on the same line.",
                )


def _unknown(
    text: WrittenText, snapshot: Snapshot, line: int | None, typed: str, link: Link | None
) -> Iterator[ReportProblem]:
    answer = resolve(link, snapshot) if link else Unknown(why_unread(typed))
    if isinstance(answer, Unknown):
        shown = _braces(typed)
        yield text.problem(
            CheckId.UNKNOWN_LINK, Severity.BLOCKS, line, what=shown, why=answer.reason, do=_HOW
        )


def missing_figures(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Links to figures that are suppressed, or that there are none of, also as a recommendation's support."""
    for placed, answer in _shown(text, snapshot):
        if answer.missing:
            hidden = ", and don’t tell it in words either" if answer.text == SUPPRESSED else ""
            do = f"Write the sentence without this figure{hidden}."
            yield _missing(text, placed.line, placed.typed, answer, do)
    for typed in text.supports or ():
        link = read_link(typed)
        support = resolve(link, snapshot) if link else None
        if isinstance(support, Shown) and support.missing:
            do = "Take it from what supports this recommendation, and pick another figure or a rating."
            yield _missing(text, None, typed, support, do)


def _missing(text: WrittenText, line: int | None, typed: str, answer: Shown, do: str) -> ReportProblem:
    why = answer.note or "There is no figure."
    return text.problem(CheckId.NO_FIGURE, Severity.BLOCKS, line, what=_braces(typed), why=why, do=do)


def misplaced_blocks(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Tables and charts that don’t stand in a paragraph of their own."""
    lines = text.body.split("\n")
    for placed in find_links(text.body):
        if placed.link and placed.link.kind.block and not _alone(lines, placed):
            yield text.problem(
                CheckId.MISPLACED,
                Severity.BLOCKS,
                placed.line,
                what=_braces(placed.typed),
                why="A table or a chart needs a paragraph of its own.",
                do="Put it on a line of its own, with an empty line before and after it.",
            )


def _alone(lines: list[str], placed: PlacedLink) -> bool:
    at = placed.line - 1
    around = (lines[at - 1] if at else "") + (lines[at + 1] if at + 1 < len(lines) else "")
    line = lines[at].strip()
    return not around.strip() and line.startswith("{{") and line.find("}}") == len(line) - 2


def number_words(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Words for numbers that are wrong, only roughly true, or that nobody can check."""
    for placed, answer in _shown(text, snapshot):
        link = placed.link
        if link and link.kind is LinkKind.WORDS and link.words and answer.cell and not answer.missing:
            per_cent = _per_cent(answer.cell)
            if per_cent is not None:
                yield from _judged(text, placed, link.words, per_cent, snapshot.language)


def _judged(
    text: WrittenText, placed: PlacedLink, words: str, per_cent: Fraction, language: str
) -> Iterator[ReportProblem]:
    verdict = judge(words, per_cent, language)
    if verdict and verdict.fit is Fit.FITS:
        return
    severity = Severity.BLOCKS if verdict and verdict.fit is Fit.WRONG else Severity.WARNS
    if verdict is None:
        why = f"“{words}” stands in no table of words for numbers, so it can’t be checked."
    else:
        true = "wrong" if verdict.fit is Fit.WRONG else "only roughly true"
        why = f"“{words}” is {true}: the figure is {_decimal(per_cent)} per cent, {_off(verdict, per_cent)}."
    offered = ", ".join(f"“{each}”" for each in fitting(per_cent, language)[:_OFFERED])
    do = f"These words fit: {offered}." if offered else "Write the per cent instead."
    yield text.problem(CheckId.NUMBER_WORDS, severity, placed.line, what=words, why=why, do=do)


def _per_cent(cell: Cell) -> Fraction | None:
    """The exact share; the rounded one where the edition tells no other."""
    if cell.exact and cell.exact[1]:
        return 100 * Fraction(*cell.exact)
    return None if cell.per_cent is None else Fraction(cell.per_cent)


def _decimal(number: Fraction) -> str:
    return f"{float(number):.1f}".removesuffix(".0")


def _off(verdict: Verdict, per_cent: Fraction) -> str:
    """How far off a figure is; one at an open end is none off, and which end that is has to be said."""
    if not verdict.points_off:
        end = "up to just under" if per_cent == verdict.fits.high else "from just over"
        return f"and the words fit shares {end} {_decimal(per_cent)}"
    said = _decimal(verdict.points_off)
    return f"{said} percentage point{'' if said == '1' else 's'} from what the words fit"


def changed_figures(text: WrittenText, snapshot: Snapshot) -> Iterator[ReportProblem]:
    """Figures that are no longer what they were when the text was last read.

    What a figure was is told only where small numbers are protected no better now than then: a figure that
    is suppressed now, or whose counts are rounded now, may have been told in full before.
    """
    told = set()
    for placed, answer in _shown(text, snapshot):
        before = text.seen.get(placed.typed)
        if before is not None and before != answer.text and placed.typed not in told:
            told.add(placed.typed)
            hidden = answer.missing or snapshot.edition.disclosure.rounds
            was = "This had another figure" if hidden else f"This was {before}"
            yield text.problem(
                CheckId.CHANGED,
                Severity.WARNS,
                placed.line,
                what=_braces(placed.typed),
                why=f"{was} when the text was last read, and is {answer.text} now.",
                do="Read the sentences around it again, then mark the text as read.",
            )


def seen_now(body: str, snapshot: Snapshot) -> dict[str, str]:
    """What each link of a text says now, by the link as typed; links that lead nowhere are left out."""
    text = WrittenText("", "", body)
    return {placed.typed: answer.text for placed, answer in _shown(text, snapshot)}


def _shown(text: WrittenText, snapshot: Snapshot) -> Iterator[tuple[PlacedLink, Shown]]:
    for placed in find_links(text.body):
        answer = resolve(placed.link, snapshot) if placed.link else None
        if isinstance(answer, Shown):
            yield placed, answer


def _braces(typed: str) -> str:
    return f"{{{{{typed}}}}}"
