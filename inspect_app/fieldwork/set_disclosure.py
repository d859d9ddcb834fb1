"""Changes how an inspection's editions keep people from being recognised."""

from dataclasses import asdict

from inspect_app.fieldwork.list_inspections import disclosure_of
from inspect_app.fieldwork.read_reason import given_reason
from inspect_app.findings.disclosure import Disclosure
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, inspections
from inspect_app.records.access_log import Event
from inspect_app.records.engine import Session

ACTION = "disclosure.set"
HIGHEST_THRESHOLD = 1_000
BASES = (5, 10, 20, 50, 100)
"""What counts can be rounded to. Rounded to 2, every number shown could have been one of two only."""


def set_disclosure(
    session: Session,
    actor: Actor,
    clock: Clock,
    *,
    ref: str,
    reason: str,
    threshold: int | None = None,
    rounding: int | None = None,
    secondary: bool | None = None,
) -> Disclosure:
    """Change some of the settings (None leaves one as it is) for all editions from now on; answers them all.

    What is released already stays as it was. Raises UserError when there is no such inspection or no reason,
    when a value makes no sense, or when nothing would change.
    """
    words = given_reason(reason)
    before = disclosure_of(inspections.lock(session, ref)[0])
    after = Disclosure(
        before.threshold if threshold is None else threshold,
        before.rounding if rounding is None else rounding,
        before.secondary if secondary is None else secondary,
    )
    if after == before:
        raise UserError("These are the settings already, so nothing is changed.")
    if threshold is not None:
        check_threshold(threshold)
    if after.rounding and after.rounding not in BASES:
        raise UserError(f"Counts can be rounded to {_listed(BASES)}. Use 0 to round nothing.")
    inspections.set_disclosure(session, ref, **asdict(after))
    detail = {"before": asdict(before), "after": asdict(after)}
    access_log.write(session, Event(clock(), actor, ACTION, ref, "disclosure control", detail, words))
    return after


def check_threshold(threshold: int) -> None:
    """UserError unless counts below a threshold can be suppressed."""
    if not 0 <= threshold <= HIGHEST_THRESHOLD:
        raise UserError(f"The suppression threshold must be 0 to {HIGHEST_THRESHOLD}.")
    if threshold == 1:
        raise UserError(
            "No count is below 1 but 0, so a threshold of 1 would suppress nothing. "
            "Use 2 or more, or 0 to suppress nothing."
        )


def _listed(bases: tuple[int, ...]) -> str:
    *others, last = bases
    return f"{', '.join(map(str, others))} or {last}"
