"""Many rows stored at once: as they were given, none of them, and none that the database refuses."""

import traceback

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from inspect_app.records.bulk import insert_many
from inspect_app.records.engine import Session
from inspect_app.records.models import HeadingMapRow
from tests.integration.records.conftest import Made

COLUMNS = "inspection_id", "heading", "column"


def stored(session: Session) -> list[tuple[str, str]]:
    query = select(HeadingMapRow.heading, HeadingMapRow.column).order_by(HeadingMapRow.id)
    return [(heading, column) for heading, column in session.execute(query)]


def test_rows_are_stored_as_they_were_given(session: Session, made: Made) -> None:
    given = [("a\ttab", "crn"), ("a \\ and a\nline", "pnc"), ("Größe “x”", ""), ("\\N", "team")]

    insert_many(session, HeadingMapRow, COLUMNS, ((made.id, *each) for each in given))

    assert stored(session) == given


@pytest.mark.usefixtures("made")
def test_no_rows_are_no_mistake(session: Session) -> None:
    insert_many(session, HeadingMapRow, COLUMNS, iter(()))

    assert stored(session) == []


def test_a_refused_row_is_not_repeated_by_the_error(session: Session, made: Made) -> None:
    twice = [(made.id, "a secret", "crn"), (made.id, "a secret", "pnc")]

    with pytest.raises(IntegrityError) as refused:
        insert_many(session, HeadingMapRow, COLUMNS, twice)

    assert "a secret" not in "".join(traceback.format_exception(refused.value))
    assert "heading_map" in str(refused.value)
