"""What the scripts of a section page work with: the questions, the case, and where saves are sent."""

from flask import url_for
from flask_wtf.csrf import generate_csrf
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from inspect_app.fieldwork.open_case import CaseView
from inspect_app.web.outbox import outbox_key, user_tag
from inspect_app.web.saves import standing
from inspect_app.web.visitors import current_visitor


def island(case: CaseView, section: str, *, on: str, back: str) -> Markup:
    """The data of a page as JSON that can stand in a script element; `on` and `back` lead away from it."""
    inspection, visitor = case.inspection, current_visitor()
    return htmlsafe_json_dumps(
        {
            "user": user_tag(visitor),
            "inspection": inspection.ref,
            "reference": case.reference,
            "assessment": case.assessment,
            "saves": url_for("inspectors.saves", assessment=case.assessment),
            "pass": url_for("inspectors.saves_pass", ref=inspection.ref),
            "csrf": generate_csrf(),
            "key": outbox_key(visitor, inspection.ref),
            "definition": inspection.structure_hash,
            "text_revision": inspection.text_revision,
            "section": section,
            "attributes": dict(case.attributes),
            "next": on,
            "back": back,
            "questions": inspection.definition.for_scripts,
            "case": standing(case.state),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
