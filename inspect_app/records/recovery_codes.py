"""Queries on the codes that stand in for one-time codes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import RecoveryCodeRow


def replace(session: Session, account: str, hashes: Iterable[str]) -> None:
    """Stores an account's new codes, by their hashes, in place of all it had."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account))
    session.add_all(RecoveryCodeRow(code_hash=each, account_id=account) for each in hashes)
    session.flush()


def use(session: Session, account: str, code_hash: str, now: datetime) -> bool:
    """Uses a code up; False when the account has none of that hash, or it was used before."""
    unused = (
        RecoveryCodeRow.code_hash == code_hash,
        RecoveryCodeRow.account_id == account,
        RecoveryCodeRow.used_at.is_(None),
    )
    used = update(RecoveryCodeRow).where(*unused).values(used_at=now)
    return session.execute(used.returning(RecoveryCodeRow.code_hash)).one_or_none() is not None


def left(session: Session, account: str) -> int:
    """How many codes an account has that were not used."""
    own = RecoveryCodeRow.account_id == account, RecoveryCodeRow.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCodeRow).where(*own)) or 0
