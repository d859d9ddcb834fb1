"""The addresses of a case's pages."""

from typing import Any

from flask import request, url_for

from inspect_app.fieldwork.open_case import CaseView, Conflict


def of_case(case: CaseView, endpoint: str = "inspectors.case", **values: Any) -> str:
    """The address of a page about a case; `values` are the rest of it, as for `url_for`."""
    return url_for(endpoint, ref=case.inspection.ref, reference=case.reference, **values)


def of_question(case: CaseView, question: str, **values: str | None) -> str:
    """The address of a question on the page of its section."""
    return _in_section(case, question, _anchor=f"question-{question}", **values)


def of_dispute(case: CaseView, conflict: Conflict) -> str:
    """The address of where a section's page shows a conflict."""
    return _in_section(case, conflict.question, _anchor=f"disputed-{conflict.kind}-{conflict.question}")


def _in_section(case: CaseView, question: str, **values: str | None) -> str:
    section = case.inspection.definition.section_of[question].id
    return of_case(case, "inspectors.section", section_id=section, **values)


def of_visit(case: CaseView, point: str) -> str:
    """The address of the page about the visit at an assessment point."""
    return of_case(case, "inspectors.visit", point_id=point, then=request.args.get("then"))


def of_conflict(case: CaseView, conflict: Conflict) -> str:
    """The address of the page where one says which version of something should stand."""
    return of_case(case, "inspectors.conflict", kind=conflict.kind, subject=conflict.subject)


def of_check(case: CaseView, anchor: str | None = None) -> str:
    """The address of the page that checks all answers, or of a place on it."""
    return of_case(case, "inspectors.check_answers", _anchor=anchor)


def to_check() -> bool:
    """Whether somebody came from the page that checks all answers, and goes back there."""
    return request.args.get("then") == "check"
