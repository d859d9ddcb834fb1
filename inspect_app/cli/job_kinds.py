"""What makes the files of each kind of job; it runs in a process of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspect_app.fieldwork.ask_for_data import check_may_take
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.keep_snapshot import name_edition
from inspect_app.fieldwork.list_editions import get_edition
from inspect_app.fieldwork.make_snapshot import make_snapshot
from inspect_app.fieldwork.permissions import scope_of
from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.fieldwork.whose_job import Errand
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.ledger.entries import Clock
from inspect_app.publication.frozen import publication_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, reading, transaction

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Making:
    """What making the files of a job needs; `progress` takes the stage and the share done, from 0 to 1."""

    engine: Engine
    clock: Clock
    errand: Errand
    out: Path
    progress: Progress


Maker = Callable[[Making], object]
Makers = Mapping[JobKind, Maker]


def make_report(making: Making) -> None:
    """The outputs of a frozen edition, or of the figures alone."""
    if "number" in making.errand.wanted:
        make_edition(making)
    else:
        make_figures(making)


def make_edition(making: Making) -> None:
    """All outputs of the frozen edition that was asked for."""
    from inspect_app.reports.build import build_outputs

    errand = making.errand
    language, number = errand.wanted["language"], errand.wanted["number"]
    with reading(making.engine, scope_of(errand.visitor)) as session:
        frozen = get_edition(session, errand.ref, language, number)
    build_outputs(frozen.publication, frozen.snapshot, making.out, making.progress)


def make_figures(making: Making) -> None:
    """The report and the workbook of the figures that were asked for; UserError if they changed since."""
    from inspect_app.reports.build import build_outputs  # it takes a second, and only here
    from inspect_app.reports.figures_alone import figures_alone

    errand = making.errand
    with transaction(making.engine, scope_of(errand.visitor)) as session:
        snapshot = make_snapshot(session, errand.visitor.actor, making.clock, ref=errand.ref)
        publication = figures_alone(snapshot)
        name_edition(session, errand.ref, publication_hash(publication))  # it stands on every page
    if snapshot_hash(snapshot) != errand.wanted["edition"]:
        raise UserError(
            "The answers have changed since this was asked for. Ask again for the figures of now."
        )
    build_outputs(publication, snapshot, making.out, making.progress)


def make_data(making: Making) -> None:
    """The raw data that were asked for, as far as they are still their asker's to take."""
    from inspect_app.reports.raw_data.build import Form, build_data

    errand = making.errand
    wanted = Wanted(errand.wanted["every"], errand.wanted["texts"])
    check_may_take(errand.visitor, errand.ref, wanted)
    with reading(making.engine, scope_of(errand.visitor)) as session:
        found = read_data(session, errand.ref, wanted)
        build_data(found, Form(errand.wanted["format"]), making.out, making.progress)


MAKERS: Makers = {JobKind.REPORT: make_report, JobKind.DATA: make_data}
