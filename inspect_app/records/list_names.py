"""What of a long list tells who somebody is, and which version of the list that is. Identifiable."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.records.long_list import current_import
from inspect_app.records.models import LongListChangeRow, LongListRow


class Version(NamedTuple):
    """A long list as it stands: which import it is, and how many changes people made to its rows."""

    imported: int
    changes: int


class NamedRow(NamedTuple):
    """The names in one row of a long list, and the date of birth where it could be read."""

    family_name: str
    first_names: str
    born_on: date | None
    officer: str
    manager: str


def version(session: Session, inspection: int) -> Version | None:
    """Which long list an inspection has now; None when it has none, or none that the session can find."""
    imported = current_import(session, inspection)
    if imported is None:
        return None
    rows = select(LongListRow.id).where(LongListRow.import_id == imported.id)
    changes = select(func.count(LongListChangeRow.id)).where(LongListChangeRow.row_id.in_(rows))
    return Version(imported.id, session.scalars(changes).one())


def named_rows(session: Session, import_id: int) -> list[NamedRow]:
    """The names in every row of an import, also in those that can't be drawn."""
    columns = (getattr(LongListRow, name) for name in NamedRow._fields)
    return [
        NamedRow(*row) for row in session.execute(select(*columns).where(LongListRow.import_id == import_id))
    ]
