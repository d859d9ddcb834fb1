"""When something may be done, as pairs: check_can_x raises with the reason, can_x says yes or no."""

from inspect_app.ledger.states import CLOSED, CaseStatus
from inspect_app.questionnaire.problems import UserError


def check_can_edit(status: CaseStatus) -> None:
    """Answers may change only while the case is open."""
    if status in CLOSED:
        raise UserError(f"This case is {status.label}. It must be {_way_back(status)} before its answers can change.")


def can_edit(status: CaseStatus) -> bool:
    """Whether answers may change."""
    return status not in CLOSED


def _way_back(status: CaseStatus) -> str:
    return "returned" if status is CaseStatus.SUBMITTED else "re-opened"
