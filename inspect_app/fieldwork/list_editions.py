"""Lists the frozen editions of a report, reads one of them, and tells what changed between two."""

from inspect_app.fieldwork.open_report import open_report
from inspect_app.findings import snapshot as figures_of
from inspect_app.findings.snapshot import snapshot_hash
from inspect_app.publication import frozen
from inspect_app.publication.changes import FrozenReport, ReportChanges, changes
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import report_editions
from inspect_app.records.engine import Session
from inspect_app.records.report_editions import Edition


def list_editions(session: Session, ref: str, language: str) -> list[Edition]:
    """The frozen editions of a report, first to last. Raises NotThere when there is no such report."""
    return report_editions.of_report(session, open_report(session, ref, language).id)


def get_edition(session: Session, ref: str, language: str, number: int | None = None) -> FrozenReport:
    """What an edition says: the one with a number, or the last.

    Raises NotThere when there is none, UserError when it is no longer what was frozen.
    """
    report = open_report(session, ref, language).id
    editions = {each.number: each for each in report_editions.of_report(session, report)}
    if not editions:
        raise NotThere("No edition of this report has been frozen yet. Freeze it first.")
    wanted = max(editions) if number is None else number
    kept = report_editions.bodies(session, report, wanted)
    if kept is None:
        raise NotThere(f"This report has no edition {wanted}. Its last one is {max(editions)}.")
    edition = editions[wanted]
    found = FrozenReport(frozen.from_json(kept.publication), figures_of.from_json(kept.figures))
    hashes = frozen.publication_hash(found.publication), snapshot_hash(found.snapshot)
    if hashes != (edition.publication_hash, edition.figures_hash) or hashes[1] != found.publication.figures:
        raise UserError(f"Edition {wanted} is no longer what was frozen: the database was changed.")
    return found


def edition_changes(session: Session, ref: str, language: str, before: int, after: int) -> ReportChanges:
    """What changed from an edition to a later one. Raises NotThere when there is no such edition."""
    earlier, later = sorted((before, after))
    return changes(get_edition(session, ref, language, earlier), get_edition(session, ref, language, later))
