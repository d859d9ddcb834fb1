"""Says what can't be so in the record of a visit, in the same words whichever way it comes."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from inspect_app.ledger.entries import Json
from inspect_app.questionnaire.dates import NO_DAY, as_day, is_to_come
from inspect_app.questionnaire.problems import UserError

TO_COME = "The review date is still to come. Enter a day that is not after today"
THEY_REFUSED = "The person can’t have been interviewed if they refused"
VISIT_REFUSED = "The person can’t have been interviewed if the visit was refused"


class ImpossibleVisit(UserError):
    """A visit can't be as it was recorded; `faults` says why, by the part that each is to be said beside."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(f"{'. '.join(faults.values())}.")
        self.faults = faults


def check_visit(value: Json, now: datetime) -> None:
    """Raises ImpossibleVisit, naming all that can't be so, when a visit's value in the ledger has such."""
    if faults := visit_faults(value, now):
        raise ImpossibleVisit(faults)


def visit_faults(value: Json, now: datetime) -> dict[str, str]:
    """What can't be so of a visit's value in the ledger, by the part that it is to be said beside.

    What the ledger can't read is told by the ledger, except for a date, which people mistype.
    """
    return dict(_faults(value, now)) if isinstance(value, dict) else {}


def _faults(value: dict[str, Json], now: datetime) -> Iterator[tuple[str, str]]:
    day = as_day(value.get("reviewed_on"))
    if day is None and value.get("reviewed_on") is not None:
        yield "reviewed_on", NO_DAY
    if day is not None and is_to_come(day, now):
        yield "reviewed_on", TO_COME
    interviewed = value.get("interviewed")
    if not isinstance(interviewed, list) or "person" not in interviewed:
        return
    if value.get("outcome") == "refused":
        yield "interviewed", VISIT_REFUSED
    elif value.get("consent") == "refused":
        yield "interviewed", THEY_REFUSED
