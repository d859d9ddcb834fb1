"""Queries on accounts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from inspect_app.records.models import AccountRow, RecoveryCodeRow


def exist(session: Session) -> bool:
    """Whether there is any account, disabled or not."""
    return session.scalar(select(AccountRow.id).limit(1)) is not None


def find(session: Session, account: str) -> AccountRow | None:
    """An account by its id, or None."""
    return session.get(AccountRow, account)


def by_email(session: Session, email: str) -> AccountRow | None:
    """The account of an email address, in small letters or not; None when there is none."""
    return session.scalars(select(AccountRow).where(AccountRow.email == fold_email(email))).one_or_none()


def by_single_sign_on(session: Session, identity: str) -> AccountRow | None:
    """The account that an identity elsewhere opens; None when there is none."""
    return session.scalars(select(AccountRow).where(AccountRow.single_sign_on == identity)).one_or_none()


def every(session: Session) -> Sequence[AccountRow]:
    """Every account, by email address."""
    return session.scalars(select(AccountRow).order_by(AccountRow.email)).all()


def add(session: Session, row: AccountRow) -> None:
    """Stores a new account; its email address must be free."""
    session.add(row)
    session.flush()


def set_single_sign_on(session: Session, row: AccountRow, identity: str) -> None:
    """Stores the identity elsewhere that opens an account."""
    row.single_sign_on = identity
    session.flush()


def enabled_administrators(session: Session, *, locked: bool = False) -> Sequence[AccountRow]:
    """Every administrator who can come in; `locked`, nobody else changes that meanwhile."""
    way_in = AccountRow.password_hash.is_not(None) | AccountRow.single_sign_on.is_not(None)
    query = select(AccountRow).where(AccountRow.administrator, AccountRow.disabled_at.is_(None), way_in)
    query = query.order_by(AccountRow.id)  # two who ask at once must not wait for each other
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).all()


def set_administrator(session: Session, row: AccountRow, *, administrator: bool) -> None:
    """Stores whether an account is an administrator's."""
    row.administrator = administrator
    session.flush()


def set_disabled(session: Session, row: AccountRow, at: datetime | None) -> None:
    """Stores since when an account is disabled; None enables it."""
    row.disabled_at = at
    session.flush()


def forget_proofs(session: Session, row: AccountRow) -> None:
    """Removes everything by which an account could be signed in to."""
    row.password_hash = row.totp_secret = row.totp_step = row.single_sign_on = None
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == row.id))
    session.flush()


def set_password(session: Session, row: AccountRow, password_hash: str) -> None:
    """Stores the hash of an account's new password."""
    row.password_hash = password_hash
    session.flush()


def set_app(session: Session, row: AccountRow, secret: str | None, step: int | None) -> None:
    """Stores the sealed secret of an account's app, None for no app, and the last step taken."""
    row.totp_secret, row.totp_step = secret, step
    session.flush()


def take_step(session: Session, account: str, step: int) -> bool:
    """Notes that the code of a step was taken; False when it, or a later one, was taken already."""
    earlier = or_(AccountRow.totp_step.is_(None), AccountRow.totp_step < step)
    taken = update(AccountRow).where(AccountRow.id == account, earlier).values(totp_step=step)
    return session.execute(taken.returning(AccountRow.id)).one_or_none() is not None


def fold_email(email: str) -> str:
    """An email address in the form by which accounts are found."""
    return email.strip().casefold()
