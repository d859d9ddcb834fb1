"""Queries on the headings that an inspection's lists use for the columns of a long list."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from inspect_app.records.models import HeadingMapRow


def own_headings(session: Session, inspection: int) -> dict[str, str]:
    """The headings (folded) that somebody gave a column's key, or "" for none, in the order of the words."""
    query = select(HeadingMapRow.heading, HeadingMapRow.column).order_by(HeadingMapRow.heading)
    return dict(session.execute(query.where(HeadingMapRow.inspection_id == inspection)).all())


def keep_headings(session: Session, inspection: int, columns: Mapping[str, str]) -> None:
    """Store these headings in the place of all that were stored."""
    session.execute(delete(HeadingMapRow).where(HeadingMapRow.inspection_id == inspection))
    if columns:
        rows = [
            {"inspection_id": inspection, "heading": heading, "column": column}
            for heading, column in columns.items()
        ]
        session.execute(insert(HeadingMapRow), rows)
