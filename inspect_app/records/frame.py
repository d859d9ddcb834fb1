"""Queries on the rows of a long list that can be drawn: narrow, for lists are long and draws are quick."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from inspect_app.records.base import Attributes
from inspect_app.records.models import LongListRow

_AT_ONCE = 5_000
_ELIGIBLE = LongListRow.state == "eligible"


class EligibleRow(NamedTuple):
    """What a draw needs to know of a row; `stratum` is "" under a scheme without strata.

    Rows with the same attributes share one dictionary of them.
    """

    id: int
    number: int
    case_key: str
    stratum: str
    cluster: str
    ldu: str
    officer: str
    attributes: Attributes


def eligible(session: Session, import_id: int) -> Iterator[EligibleRow]:
    """The rows of an import that can be drawn, in the order of the spreadsheet.

    The keys of a list that an older programme imported must have been filled in before.
    """
    instead = {
        "stratum": func.coalesce(LongListRow.stratum, ""),
        "attributes": cast(LongListRow.attributes, Text),  # there are few different ones to be read
    }
    columns = [instead.get(name, getattr(LongListRow, name)) for name in EligibleRow._fields]
    query = select(*columns).where(LongListRow.import_id == import_id, _ELIGIBLE).order_by(LongListRow.number)
    known: dict[str, Attributes] = {}
    for *cells, text in session.execute(query, execution_options={"yield_per": _AT_ONCE}):
        if text not in known:
            known[text] = json.loads(text)
        row = EligibleRow._make((*cells, known[text]))
        if row.case_key is None:
            raise ValueError("the keys of this list were not filled in")
        yield row


def counts_by_stratum(session: Session, import_id: int) -> dict[str, int]:
    """How many rows of an import can be drawn, by stratum; a stratum without any is not named."""
    stratum = func.coalesce(LongListRow.stratum, "")
    query = select(stratum, func.count()).where(LongListRow.import_id == import_id, _ELIGIBLE)
    return dict(session.execute(query.group_by(stratum)).all())


def lacks_keys(session: Session, import_id: int) -> bool:
    """Whether an older programme imported the list: then no row knows its key or its stratum."""
    query = select(LongListRow.id).where(
        LongListRow.import_id == import_id, _ELIGIBLE, LongListRow.case_key.is_(None)
    )
    return session.scalars(query.limit(1)).one_or_none() is not None


def shared_keys(session: Session, import_id: int) -> list[list[int]]:
    """The numbers of the rows that would be the same case, group by group: none of them can be drawn."""
    problems = LongListRow.import_id == import_id, LongListRow.state == "problem"
    twice = select(LongListRow.case_key).where(*problems, LongListRow.case_key.is_not(None))
    twice = twice.group_by(LongListRow.case_key).having(func.count() > 1)
    query = select(LongListRow.case_key, LongListRow.number).where(*problems, LongListRow.case_key.in_(twice))
    groups: defaultdict[str | None, list[int]] = defaultdict(list)
    for key, number in session.execute(query.order_by(LongListRow.number)):
        groups[key].append(number)
    return list(groups.values())
