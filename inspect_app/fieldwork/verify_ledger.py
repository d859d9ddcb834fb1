"""Checks the answer ledger of an inspection, or of all: recomputes everything from the saves and compares."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records import verification
from inspect_app.records.engine import Session
from inspect_app.records.verification import Verification


def verify_ledger(session: Session, ref: str | None) -> Verification:
    """How much was checked and everything that differs; UserError when there is no such inspection."""
    return verification.verify(session, get_inspection(session, ref).id if ref else None)
