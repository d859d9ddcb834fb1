"""Says in a query that a column is one of many values, however many there are."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(
    session: Session, column: InstrumentedAttribute[Any], values: Collection[int | str]
) -> ColumnElement[bool]:
    """The condition, with all values as one parameter.

    A parameter for each value costs more than finding the row, and SQLite takes no more than some thousands.
    A column that is unique is found by its index even where PostgreSQL has no statistics yet of a table that
    has just been filled; of any other it then expects so many rows that it reads the whole table.
    """
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    each = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(each.c.value))
