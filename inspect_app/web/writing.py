"""The texts of a report: where it is started, and its chapters with how each of them stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from string import ascii_uppercase

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.find_skeleton import LANGUAGES, find_styles
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.open_report import ReportView, find_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.start_report import start_report
from inspect_app.ledger.entries import same_author
from inspect_app.ledger.texts import ThingKind
from inspect_app.publication.skeleton import SkeletonChapter
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.govuk import Radios
from inspect_app.web.narrative import matchers
from inspect_app.web.words import render

JUST_NOW = timedelta(minutes=2)
"""For so long after a save its author is said to be writing still."""


class StartForm(FlaskForm):
    """In which house style a report is written."""

    style = Radios("House style")


@dataclass(frozen=True)
class ChapterLine:
    """A chapter, whether anything is written in it, and who changed it last; `here` is writing it now."""

    chapter: SkeletonChapter
    number: str
    written: bool
    in_conflict: bool
    problems: int
    by: str | None
    at: datetime | None
    here: bool


@page(readers, "/inspections/<ref>/writing/<language>", ("GET", "POST"), needs=Right.WRITE_REPORT)
def writing(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """The chapters of a report; where there is none yet, a form starts one."""
    report = find_report(work.session, ref, language)
    if report is None:
        return start(work, ref, language)
    if request.method == "POST":
        flash("The report was started in the meantime.")
        return redirect(request.path)
    problems = problems_of(work, report)
    return render(
        "writing.html",
        inspection=report.inspection,
        report=report,
        language=language,
        languages=LANGUAGES,
        lines=lines_of(report, problems, work),
        beside=beside(problems),
    )


def start(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """The form that starts a report."""
    inspection = get_inspection(work.session, ref)
    styles = find_styles()
    form = StartForm()
    form.style.choices = [(name, f"{title} ({name})") for name, title in styles.items()]
    if request.method == "GET":
        form.style.data = next(iter(styles))
    elif form.validate_on_submit():
        with attempt(work, form):
            start_report(*work, ref=ref, language=language, style=form.style.data or "")
            flash(f"The report in {LANGUAGES[language]} is started.")
            return redirect(url_for("readers.writing", ref=ref, language=language))
    return render("start_writing.html", form, inspection=inspection, language=language, languages=LANGUAGES)


def lines_of(report: ReportView, problems: Counter[str], work: Work) -> list[ChapterLine]:
    """Each chapter with how it stands; annexes are lettered, other chapters numbered."""
    numbers = map(str, count(1))
    letters = iter(ascii_uppercase)
    return [
        line_of(work, report, each, f"Annex {next(letters)}" if each.annex else next(numbers), problems)
        for each in report.skeleton.chapters
    ]


def line_of(
    work: Work, report: ReportView, chapter: SkeletonChapter, number: str, problems: Counter[str]
) -> ChapterLine:
    """One chapter."""
    thing = report.thing(f"{ThingKind.CHAPTER}:{chapter.id}")
    last = max(thing.heads, key=lambda head: head.received_at, default=None)
    lately = last is not None and last.received_at + JUST_NOW >= work.clock()
    return ChapterLine(
        chapter,
        number,
        written=any(head.value["body"].strip() for head in thing.heads),
        in_conflict=thing.in_conflict,
        problems=problems[thing.name],
        by=None if last is None else last.author,
        at=None if last is None else last.received_at,
        here=lately and last is not None and not same_author(last.author, work.actor.name),
    )


def beside(problems: Counter[str]) -> Counter[str]:
    """How many things there are to look at in all practice examples, and in all recommendations."""
    counted: Counter[str] = Counter()
    for thing, number in problems.items():
        counted[thing.partition(":")[0]] += number
    return counted


def problems_of(work: Work, report: ReportView) -> Counter[str]:
    """How many things there are to look at in each text."""
    checked = check_report(work.session, matchers(), ref=report.inspection.ref, language=report.language)
    return Counter(problem.thing for problem in checked.problems)
