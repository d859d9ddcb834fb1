"""Asking for the files of a report, seeing how far they are, and fetching them."""

from http import HTTPStatus
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.ask_for_job import Wish, ask_for_job
from inspect_app.fieldwork.cancel_job import cancel_job
from inspect_app.fieldwork.fetch_output import fetch_output
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.freeze_report import STAGES
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_editions import list_editions
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_jobs import Job, get_job, list_jobs
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.output_files import outputs_folder
from inspect_app.fieldwork.permissions import Right
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.problems import NotThere
from inspect_app.records.engine import Session
from inspect_app.records.jobs import JobStatus
from inspect_app.records.report_editions import Edition
from inspect_app.web.attachments import attached_file
from inspect_app.web.audiences import Work, page, readers
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.visitors import current_visitor, setting
from inspect_app.web.words import count, render, short

TAGS = {
    JobStatus.WAITING: ("Waiting", "grey"),
    JobStatus.RUNNING: ("Being made", "blue"),
    JobStatus.DONE: ("Ready", "green"),
    JobStatus.FAILED: ("Not made", "red"),
    JobStatus.CANCELLED: ("Cancelled", "grey"),
}
TITLES = {JobKind.REPORT: "Report and workbook", JobKind.DATA: "Raw data"}
RELOADED = 10
"""Seconds after which the page of a job under way is loaded again where there is no script."""


class JobWords(NamedTuple):
    """A job in words: what it is, where it stands, and the colour of that tag."""

    title: str
    about: str
    standing: str
    colour: str


def wish_for_figures(work: Work, ref: str) -> Wish:
    """The report of the figures alone, as they are now."""
    edition = snapshot_hash(make_snapshot(*work, ref=ref))
    return Wish(JobKind.REPORT, {"edition": edition}, f"edition {short(edition)}")


def wish_for_edition(work: Work, ref: str, language: str, number: str) -> Wish:
    """The report of a frozen edition; NotThere if there is none."""
    editions = editions_of(work.session, ref, language) if language in LANGUAGES else []
    found = next((each for each in editions if str(each.number) == number), None)
    if found is None:
        raise NotThere("There is no such edition of this report.")
    wanted = {
        "language": language,
        "number": found.number,
        "stage": found.stage,
        "edition": found.publication_hash,
    }
    return Wish(JobKind.REPORT, wanted, f"edition {found.number} ({language})")


def editions_of(session: Session, ref: str, language: str) -> list[Edition]:
    """The frozen editions of a report, the newest first; none where it has not been started."""
    try:
        return list_editions(session, ref, language)[::-1]
    except NotThere:
        return []


def words_of(job: Job) -> JobWords:
    """A job in words."""
    standing, colour = TAGS[job.status]
    if job.removed_at is not None:
        standing, colour = "Removed", "grey"
    elif job.open and job.cancelled_by is not None:
        standing, colour = "Being cancelled", "grey"
    about = f"Edition {short(job.wanted['edition'])}" if "edition" in job.wanted else ""
    if "number" in job.wanted:
        language = LANGUAGES[job.wanted["language"]]
        about = f"Edition {job.wanted['number']} in {language} ({short(job.wanted['edition'])})"
    return JobWords(TITLES[job.kind], about, standing, colour)


@page(readers, "/inspections/<ref>/outputs", methods=("GET", "POST"), needs=Right.MAKE_REPORT)
def outputs(work: Work, ref: str) -> ResponseReturnValue:
    """What can be made, from which cases, and what was asked for; sending the form asks for a report."""
    form = FlaskForm()
    if form.validate_on_submit():
        language, number = request.form.get("language", ""), request.form.get("number", "")
        wish = wish_for_edition(work, ref, language, number) if language else wish_for_figures(work, ref)
        folder = outputs_folder(setting().engine)
        asked = ask_for_job(work.session, current_visitor(), work.clock, ref=ref, wish=wish, folder=folder)
        return redirect(url_for("readers.job", ref=ref, job=asked))
    cases = [case for case in list_cases(work.session, ref) if case.status is not CaseStatus.WITHDRAWN]
    return render(
        "outputs.html",
        form,
        inspection=get_inspection(work.session, ref),
        total=len(cases),
        signed_off=sum(case.status is CaseStatus.SIGNED_OFF for case in cases),
        editions={language: editions_of(work.session, ref, language) for language in LANGUAGES},
        languages=LANGUAGES,
        stages=STAGES,
        jobs=[(job, words_of(job)) for job in list_jobs(work.session, current_visitor(), ref)],
    )


@page(readers, "/inspections/<ref>/outputs/<job>", needs=Right.MAKE_REPORT)
def job(work: Work, ref: str, job: str) -> ResponseReturnValue:
    """How far a job is, its files, or why there are none."""
    found = get_job(work.session, current_visitor(), ref, job)
    return render(
        "job.html",
        FlaskForm(),
        inspection=get_inspection(work.session, ref),
        job=found,
        words=words_of(found),
        waiting=waiting_words(found),
        reloaded=RELOADED,
    )


@exchange(readers, "/inspections/<ref>/outputs/<job>/state", ("GET",), needs=Right.MAKE_REPORT)
def job_state(work: Work, ref: str, job: str) -> Answer:
    """How far a job is, for its page's script."""
    found = get_job(work.session, current_visitor(), ref, job)
    state = {"open": found.open, "stage": waiting_words(found), "per_cent": found.per_cent}
    return state, HTTPStatus.OK


@page(readers, "/inspections/<ref>/outputs/<job>/cancel", methods=("POST",), needs=Right.MAKE_REPORT)
def cancel(work: Work, ref: str, job: str) -> ResponseReturnValue:
    """Ends a job that nobody needs any more."""
    cancel_job(work.session, current_visitor(), work.clock, ref=ref, job=job)
    return redirect(url_for("readers.job", ref=ref, job=job))


@page(readers, "/inspections/<ref>/outputs/<job>/files/<name>", methods=("POST",), needs=Right.MAKE_REPORT)
def fetch(work: Work, ref: str, job: str, name: str) -> Response:
    """Sends a file, to be kept under the inspection's name and never shown in the browser."""
    folder = outputs_folder(setting().engine)
    path = fetch_output(
        work.session, current_visitor(), work.clock, ref=ref, job=job, name=name, folder=folder
    )
    return attached_file(path, f"{ref}-{name}")


def waiting_words(job: Job) -> str:
    """What a job under way is at."""
    if job.cancelled_by is not None:
        return "Being cancelled"
    if job.status is JobStatus.WAITING:
        others = f"{count(job.ahead, 'other')} before it" if job.ahead else "It is the next to be made"
        return f"Waiting. {others}."
    return job.stage or "Beginning"
