"""What the scripts of pages that save by themselves work with: questions, the case, and where saves go."""

from typing import Any

from flask import url_for
from markupsafe import Markup

from inspect_app.fieldwork.open_case import CaseView
from inspect_app.web.addresses import of_case
from inspect_app.web.outbox import in_script, outbox_data
from inspect_app.web.saves import standing


def island(case: CaseView, section: str, *, on: str, back: str) -> Markup:
    """The data of a page as JSON that can stand in a script element; `on` and `back` lead away from it."""
    return in_script(
        {
            **saves_data(case),
            "section": section,
            "attributes": dict(case.attributes),
            "next": on,
            "back": back,
            "questions": case.inspection.definition.for_scripts,
        }
    )


def saves_data(case: CaseView) -> dict[str, Any]:
    """What makes saves about a case and sends them, and how the case stands."""
    inspection = case.inspection
    return {
        **outbox_data(inspection.ref),
        "reference": case.reference,
        "where": f"case {case.reference}",
        "assessment": case.assessment,
        "conflicts": of_case(case, "inspectors.conflict", kind="k", subject="s").removesuffix("k/s"),
        "saves": url_for("inspectors.saves", assessment=case.assessment),
        "basis": {
            "definition": inspection.structure_hash,
            "text_revision": inspection.text_revision,
        },
        "case": standing(case.state),
        "stored": case.saves,
    }
