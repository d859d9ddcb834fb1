"""Freezes the report of an inspection: its texts and figures as they are at one moment, for good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspect_app.fieldwork.find_figures import find_whole
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.keep_snapshot import Basis, basis_of, keep_snapshot
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.findings import snapshot as figures_of
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.findings.suppression import edition
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.publication.assemble import chapters_in, examples_in, homeless, recommendations_in
from inspect_app.publication.check import check_texts
from inspect_app.publication.frozen import FORMAT, Publication, Stage, publication_hash, to_json
from inspect_app.publication.texts_to_check import texts_to_check
from inspect_app.publication.written_text import ReportProblem
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections, report_editions, report_texts, states
from inspect_app.records.engine import Session, one_moment
from inspect_app.records.report_editions import Bodies, Edition

STAGES = {
    Stage.DRAFT: "Draft",
    Stage.FACTUAL_ACCURACY: "For factual accuracy",
    Stage.FINAL: "Final",
}
"""What each stage is called, in the order they come."""
MOST_OF_NOTE = 500


@dataclass(frozen=True)
class Wish:
    """What to freeze a report for: its stage, until when it is confidential (an ISO date), and a note."""

    stage: Stage = Stage.DRAFT
    embargo: str | None = None
    note: str = ""


class Blocked(UserError):
    """Something is wrong in the texts that no edition may have."""

    def __init__(self, problems: Sequence[ReportProblem]) -> None:
        lines = (f"\n{place_of(problem)}: {problem.what}: {problem.why}" for problem in problems)
        super().__init__("The report can’t be frozen yet:" + "".join(lines))
        self.problems = tuple(problems)


def place_of(problem: ReportProblem) -> str:
    """Where a problem stands."""
    return problem.title if problem.line is None else f"{problem.title}, line {problem.line}"


@dataclass(frozen=True)
class _Moment:
    """A report with its figures and how far the ledger had come, all as it was at one moment."""

    report: ReportView
    figures: Snapshot
    basis: Basis
    ledger: dict[str, int | str]


def blocking(report: ReportView, figures: Snapshot) -> tuple[ReportProblem, ...]:
    """What keeps a report with these figures from being frozen."""
    things = report.things.values()
    found = check_texts(texts_to_check(report.skeleton, things), figures)
    return tuple(each for each in (*homeless(report.skeleton, things), *found) if each.blocks)


def freeze_report(
    session: Session, actor: Actor, clock: Clock, *, ref: str, language: str, wish: Wish
) -> Edition:
    """Freeze a report; what is the same as its last edition is that edition again, kept once.

    What the same transaction wrote before is not counted. Raises Blocked when texts have a problem that no
    edition may have, UserError when the report is past the stage or no case is signed off.
    """
    inspections.lock(session, ref)  # figures are kept under a number of the inspection
    found = open_report(session, ref, language)
    report_texts.lock(session, found.inspection.id, language)  # two at once would take one number
    earlier = report_editions.of_report(session, found.id)
    last = earlier[-1] if earlier else None
    _check(wish, last, clock().date())
    with one_moment(session) as seen:
        moment = _read(seen, ref, language)
    if problems := blocking(moment.report, moment.figures):
        raise Blocked(problems)
    publication = _publication(moment, wish, number=last.number if last else 1)
    if last and last.publication_hash == publication_hash(publication):
        return last
    if last:
        publication = replace(publication, number=last.number + 1)
    return _keep(session, actor, clock, moment, publication, wish)


def _check(wish: Wish, last: Edition | None, today: date) -> None:
    stages = list(Stage)
    if last and stages.index(wish.stage) < stages.index(Stage(last.stage)):
        raise UserError(
            f"Edition {last.number} is “{STAGES[Stage(last.stage)]}” already, and a report never goes back: "
            "freeze it at that stage or a later one."
        )
    if wish.embargo is not None and not _is_date(wish.embargo):
        raise UserError("Write the date of the embargo as year-month-day, such as 2026-03-01.")
    if wish.embargo is not None and date.fromisoformat(wish.embargo) < today:
        raise UserError(
            f"{wish.embargo} is past, so nothing can be confidential until then. "
            "Give a later day, or no embargo."
        )
    if len(wish.note) > MOST_OF_NOTE:
        raise UserError(f"The note is too long: write at most {MOST_OF_NOTE} characters.")


def _is_date(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _read(seen: Session, ref: str, language: str) -> _Moment:
    report = open_report(seen, ref, language)
    whole = find_whole(seen, ref, style=report.style, language=language)
    if not whole.snapshot.cases_counted:
        raise UserError("No case is signed off yet, so there is nothing to report. Sign one off first.")
    figures = edition(whole.snapshot, report.inspection.disclosure, background=whole.background)
    basis = basis_of(seen, report.inspection.id, find_whole(seen, ref).snapshot)
    return _Moment(report, figures, basis, anchor(states.heads(seen, report.inspection.id)))


def _publication(moment: _Moment, wish: Wish, number: int) -> Publication:
    report = moment.report
    return Publication(
        format=FORMAT,
        inspection=report.inspection.ref,
        style=report.style,
        language=report.language,
        stage=wish.stage,
        number=number,
        embargo=wish.embargo,
        figures=snapshot_hash(moment.figures),
        chapters=chapters_in(report.skeleton, report.things),
        examples=examples_in(report.skeleton, report.things.values()),
        recommendations=recommendations_in(report.things.values()),
    )


def _keep(
    session: Session, actor: Actor, clock: Clock, moment: _Moment, publication: Publication, wish: Wish
) -> Edition:
    now = clock()
    made = Edition(
        number=publication.number,
        stage=publication.stage.value,
        note=wish.note,
        publication_hash=publication_hash(publication),
        figures_hash=publication.figures,
        embargo=publication.embargo,
        made_at=now,
        author=actor.name,
    )
    bodies = Bodies(to_json(publication), figures_of.to_json(moment.figures))
    report_editions.add(session, moment.report.id, made, bodies, actor)
    inspection = moment.report.inspection.id
    keep_snapshot(session, actor, clock, inspection, moment.basis, made.publication_hash)
    detail = {
        "edition": made.number,
        "stage": made.stage,
        "hash": made.publication_hash,
        "figures": made.figures_hash,
        "ledger": moment.ledger,
    }
    subject = f"report in {LANGUAGES[publication.language]}"
    access_log.record(session, now, actor, "report.freeze", publication.inspection, subject, detail)
    return made
