"""Counts of attempts, kept where every worker of every server on the database sees them."""

from datetime import datetime

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from inspect_app.records.models import AttemptsRow


def count(session: Session, key: str, now: datetime, beginning: datetime) -> tuple[int, datetime]:
    """Counts one more; answers how many there are now, and since when.

    A count from `beginning` or before is over, and begins anew. One statement does it all, so of two at once
    each is told a number of its own.
    """
    over = AttemptsRow.since <= beginning
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    row = postgresql.insert(AttemptsRow) if on_postgresql else sqlite.insert(AttemptsRow)
    counted = (
        row.values(key=key, since=now, number=1)
        .on_conflict_do_update(
            index_elements=[AttemptsRow.key],
            set_={
                "since": case((over, now), else_=AttemptsRow.since),
                "number": case((over, 1), else_=AttemptsRow.number + 1),
            },
        )
        .returning(AttemptsRow.number, AttemptsRow.since)
    )
    number, since = session.execute(counted).one()
    return number, since


def take_back(session: Session, key: str, since: datetime) -> None:
    """Counts one less, unless the count of that time is over."""
    same = AttemptsRow.key == key, AttemptsRow.since == since, AttemptsRow.number > 0
    session.execute(update(AttemptsRow).where(*same).values(number=AttemptsRow.number - 1))


def remove_before(session: Session, moment: datetime) -> None:
    """Removes the counts that began before a moment, but for those that somebody else is changing now."""
    old = select(AttemptsRow.key).where(AttemptsRow.since < moment).with_for_update(skip_locked=True)
    session.execute(delete(AttemptsRow).where(AttemptsRow.key.in_(old)))
