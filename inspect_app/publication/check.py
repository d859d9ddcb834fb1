"""Everything that can be wrong in the texts of a report: one check, one function."""

from collections.abc import Callable, Iterable, Iterator

from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication import check_links, check_style
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity, WrittenText

Check = Callable[[WrittenText, Snapshot], Iterable[ReportProblem]]


def in_conflict(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """A text that two people changed at once."""
    if text.in_conflict:
        yield text.problem(
            CheckId.CONFLICT,
            Severity.BLOCKS,
            None,
            what=text.title,
            why="Two people changed this at the same time, and both versions are kept.",
            do="Open it, compare the two versions, and settle which one stands.",
        )


def names_kept(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """A practice example whose writer hasn’t said that its names are invented."""
    if text.names_changed is False:
        yield text.problem(
            CheckId.NAMES_KEPT,
            Severity.BLOCKS,
            None,
            what=text.title,
            why="Nobody has confirmed that the names in this example are changed.",
            do="Invent the names, read the example again, and tick that they are changed.",
        )


def unsupported(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """A recommendation that rests on no finding."""
    if text.supports == ():
        yield text.problem(
            CheckId.UNSUPPORTED,
            Severity.WARNS,
            None,
            what=text.title,
            why="This recommendation isn’t tied to any finding.",
            do="Pick the ratings or figures that support it.",
        )


def printed_nowhere(text: WrittenText, _snapshot: Snapshot) -> Iterator[ReportProblem]:
    """A text of a chapter that the house style has no longer."""
    if text.no_place:
        yield text.problem(
            CheckId.NOWHERE,
            Severity.WARNS,
            None,
            what=text.title,
            why="The house style has no such chapter, so this is printed nowhere.",
            do="Move what it says to another chapter, or choose another chapter for it.",
        )


CHECKS: tuple[Check, ...] = (
    in_conflict,
    check_links.unknown_links,
    check_links.open_braces,
    check_links.missing_figures,
    check_links.misplaced_blocks,
    check_links.number_words,
    names_kept,
    check_links.changed_figures,
    unsupported,
    printed_nowhere,
    check_style.characters,
    check_style.unlinked_numbers,
    check_style.per_cent_signs,
    check_style.who_said_what,
)


def check_texts(texts: Iterable[WrittenText], snapshot: Snapshot) -> tuple[ReportProblem, ...]:
    """What is wrong in some texts, text by text in their order, each from its first line to its last."""
    found: list[ReportProblem] = []
    for text in texts:
        problems = [problem for check in CHECKS for problem in check(text, snapshot)]
        found += sorted(problems, key=lambda problem: problem.line or 0)
    return tuple(found)
