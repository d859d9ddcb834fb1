"""What has to be so before something is said of a practice example or a recommendation."""

from collections.abc import Iterable

from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.open_report import ReportView
from inspect_app.publication.figures import Unknown, resolve
from inspect_app.publication.links import read_link, why_unread
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import cases
from inspect_app.records.engine import Session


def check_case(session: Session, report: ReportView, reference: str) -> None:
    """UserError unless the inspection has the case that an example comes from."""
    if cases.find(session, report.inspection.id, reference) is None:
        raise UserError(
            f"There is no case {reference or '“”'} in this inspection. "
            "Give its number as it stands in the list of cases, such as 001."
        )


def check_supports(session: Session, report: ReportView, supports: Iterable[str]) -> None:
    """UserError naming the first link to a finding, as typed, that leads nowhere."""
    figures = find_report_figures(session, report.inspection.ref, report.language, report.style)
    for typed in supports:
        link = read_link(typed)
        found = resolve(link, figures) if link else Unknown(why_unread(typed))
        if isinstance(found, Unknown):
            raise UserError(f"{typed}: {found.reason}")
