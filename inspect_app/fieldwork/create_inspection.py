"""Creates an inspection with the questionnaire it will keep."""

import re

from inspect_app.fieldwork.list_definitions import find_definition
from inspect_app.fieldwork.set_disclosure import check_threshold
from inspect_app.fieldwork.store_definition import store_definition
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log, inspections
from inspect_app.records.engine import Session

REF = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
LONGEST_TITLE = 200


def create_inspection(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    questionnaire: str,
    title: str,
    threshold: int = 5,
    synthetic: bool = False,
) -> None:
    """Create inspection `ref`; counts below `threshold` will be suppressed in what is published.

    Raises UserError when the ref or title can't be used, the ref is taken, or the questionnaire is unknown.
    """
    title = " ".join(tidy(title).split())
    if not REF.fullmatch(ref):
        raise UserError(
            f"“{ref}” can't name an inspection. "
            "Use up to 40 small letters, digits and hyphens, such as north-2026."
        )
    if not title or len(title) > LONGEST_TITLE:
        raise UserError(f"Give the inspection a title of 1 to {LONGEST_TITLE} characters.")
    check_threshold(threshold)
    if inspections.exists(session, ref):
        raise UserError(f"There is already an inspection called {ref}. Choose another name.")
    now = clock()
    definition = store_definition(session, find_definition(session, questionnaire), now)
    inspections.add(
        session,
        ref=ref,
        title=title,
        definition_id=definition.id,
        threshold=threshold,
        synthetic=synthetic,
        created_at=now,
    )
    access_log.record(
        session,
        now,
        actor,
        "inspection.create",
        ref,
        "inspection",
        {
            "questionnaire": f"{definition.instrument}@{definition.version}",
            "synthetic": synthetic,
            "threshold": threshold,
        },
    )
