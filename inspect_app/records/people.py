"""The one query that leads from a case's reference to the person it stands for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.records.long_list import CELLS
from inspect_app.records.models import CaseRow, LongListRow


def cells_of_case(session: Session, inspection: int, reference: str) -> dict[str, str] | None:
    """The long-list cells of a case by column, as corrected; None when there is no such case or row."""
    columns = [getattr(LongListRow, key) for key in CELLS]
    query = (
        select(*columns)
        .join(CaseRow, CaseRow.long_list_row_id == LongListRow.id)
        .where(CaseRow.inspection_id == inspection, CaseRow.reference == reference)
    )
    found = session.execute(query).mappings().one_or_none()
    return None if found is None else dict(found)
