"""Checks the access log of an inspection, or all of it: goes along each chain and names what differs."""

from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records import access_verification
from inspect_app.records.access_verification import AccessVerification
from inspect_app.records.engine import Session


def verify_access_log(session: Session, ref: str | None) -> AccessVerification:
    """How much was checked and everything that differs; UserError when there is no such inspection."""
    return access_verification.verify(session, get_inspection(session, ref).ref if ref else None)
