"""Opens the long list of an inspection for drawing, and the secret by which its cases are named."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from inspect_app.records import frame, frame_keys
from inspect_app.records.engine import Session
from inspect_app.sampling.frame import FrameCase

SECRET_BYTES = 32


@dataclass(frozen=True)
class OpenedFrame:
    """The cases that can be drawn, and the ids of their rows by the number in the spreadsheet."""

    cases: list[FrameCase]
    row_ids: dict[int, int]


def open_frame(session: Session, import_id: int) -> OpenedFrame:
    """Every row of an import that can be drawn; its keys must be filled in."""
    cases: list[FrameCase] = []
    row_ids: dict[int, int] = {}
    for row in frame.eligible(session, import_id):
        cells = {"cluster": row.cluster, "ldu": row.ldu, "officer": row.officer}
        cases.append(FrameCase.made(row.case_key, row.stratum, cells, row.attributes, row.number))
        row_ids[row.number] = row.id
    return OpenedFrame(cases, row_ids)


def secret_for(session: Session, inspection: int) -> str:
    """The secret of an inspection's list, made at its first use."""
    known = frame_keys.secret_of(session, inspection)
    if known is None:
        known = secrets.token_hex(SECRET_BYTES)
        frame_keys.keep_secret(session, inspection, known)
    return known


def keyed_hash(secret: str, text: str) -> str:
    """What stands for a case key or an officer: without the secret nobody can tell it by trying."""
    return hmac.new(bytes.fromhex(secret), text.encode(), "sha256").hexdigest()


def officer_groups(cases: Iterable[FrameCase], secret: str) -> dict[str, int]:
    """A number for each officer of a list by folded name, in an order that says nothing; none for a blank."""
    officers = {case.officer for case in cases} - {""}
    ordered = sorted(officers, key=lambda officer: keyed_hash(secret, officer))
    return {officer: number for number, officer in enumerate(ordered, 1)}
