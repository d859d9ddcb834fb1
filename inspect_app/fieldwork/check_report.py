"""Checks all that is written of a report: its links and sentences, and whether it tells who somebody is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.guard_narrative import Matchers, names_unchecked, said_of
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.publication.assemble import homeless
from inspect_app.publication.check import check_texts
from inspect_app.publication.links import LINK
from inspect_app.publication.texts_to_check import texts_to_check
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity, WrittenText
from inspect_app.records import list_names
from inspect_app.records.engine import Session
from inspect_app.sampling.identities import Matcher

_NO_LIST = (
    "There is no long list, or none that is open to you, so texts weren’t checked for names. Numbers and "
    "dates of birth were still looked for. The lead inspector can check names."
)


@dataclass(frozen=True)
class CheckedReport:
    """A report with all that is wrong in its texts; `names_unchecked` says why names weren't looked for."""

    report: ReportView
    problems: tuple[ReportProblem, ...]
    names_unchecked: str | None

    @cached_property
    def blocking(self) -> tuple[ReportProblem, ...]:
        """What keeps it from being frozen."""
        return tuple(problem for problem in self.problems if problem.blocks)


def check_report(session: Session, matchers: Matchers, *, ref: str, language: str) -> CheckedReport:
    """Check a report by the figures as they are now. Raises NotThere when there is none."""
    report = open_report(session, ref, language)
    texts = tuple(texts_to_check(report.skeleton, report.things.values()))
    figures = find_report_figures(session, ref, language, report.style)
    inspection = report.inspection.id
    matcher = matchers.of(session, inspection)
    problems = check_texts(texts, figures)
    unchecked = None
    if list_names.version(session, inspection) is None:
        unchecked = names_unchecked(session, inspection) or _NO_LIST
    lost = homeless(report.skeleton, report.things.values())
    return CheckedReport(report, (*lost, *_in_order(texts, problems, matcher)), unchecked)


def _in_order(
    texts: Iterable[WrittenText], problems: Iterable[ReportProblem], matcher: Matcher
) -> Iterator[ReportProblem]:
    """Problems text by text and line by line, with the likenesses to somebody among them."""
    by_thing: dict[str, list[ReportProblem]] = {}
    for problem in problems:
        by_thing.setdefault(problem.thing, []).append(problem)
    for text in texts:
        found = [*by_thing.get(text.thing, []), *_identities(text, matcher)]
        yield from sorted(found, key=lambda problem: problem.line or 0)


def _identities(text: WrittenText, matcher: Matcher) -> Iterator[ReportProblem]:
    titled = f"{text.title}\n{LINK.sub(_quoted, text.body)}"
    for likeness in matcher.find(titled):
        one, instead = said_of(likeness.kind)
        yield text.problem(
            CheckId.IDENTITY,
            Severity.WARNS,
            titled.count("\n", 0, likeness.start) or None,
            what=likeness.words,
            why=f"This looks like {one}.",
            do=f"{instead} You can leave it if it isn’t.",
        )


def _quoted(link: re.Match[str]) -> str:
    """What a link prints of its writer's: the words in quotes, and a blank for all else."""
    return "".join(link[0].split('"')[1::2]) or " "
