"""Asks for raw data to be made into files in the background, for a reason and somebody who gets them."""

from dataclasses import asdict

from inspect_app.fieldwork.ask_for_data import ask_for_data, check_may_take
from inspect_app.fieldwork.ask_for_job import Wish, ask_for_job
from inspect_app.fieldwork.job_kinds import JobKind
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.fieldwork.read_data import Wanted
from inspect_app.ledger.entries import Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session

FORMATS = ("csv", "xlsx", "sav")


def ask_for_data_files(
    session: Session,
    visitor: Visitor,
    clock: Clock,
    *,
    ref: str,
    wanted: Wanted,
    form: str,
    reason: str,
    recipient: str,
) -> str:
    """Ask for data in a format, and say in the access log why and for whom; answers the id of the job.

    Raises UserError when they are not theirs to take, when there is no such format, reason or recipient, and
    when too many jobs of the inspection are waiting already.
    """
    if form not in FORMATS:
        raise UserError("Choose a format.")
    check_may_take(visitor, ref, wanted)
    ask_for_data(
        session,
        visitor.actor,
        clock,
        ref=ref,
        wanted=wanted,
        form=form,
        reason=reason,
        recipient=recipient,
    )
    wish = Wish(JobKind.DATA, {"format": form, **asdict(wanted)}, "raw data")
    return ask_for_job(session, visitor, clock, ref=ref, wish=wish)
