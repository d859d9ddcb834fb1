"""The state row says who saved and moved last, and how many alerts are open; it holds no position now."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Changes the table and fills it; there is no way back but a copy of the database."""
    moment = sa.DateTime(timezone=True).compile(dialect=op.get_bind().dialect)
    for column in (
        "alerts INTEGER NOT NULL DEFAULT 0",
        f"changed_at {moment}",
        "changed_by VARCHAR",
        f"last_at {moment}",
        "last_author VARCHAR",
    ):
        op.execute(f"ALTER TABLE assessment_state ADD COLUMN {column}")
    op.execute("ALTER TABLE assessment_state DROP COLUMN position")
    _fill()


_STATE = sa.table(
    "assessment_state",
    *(sa.column(name) for name in ("assessment_id", "state")),
    *(sa.column(name) for name in ("changed_at", "changed_by", "last_at", "last_author")),
)
_SAVE = sa.table(
    "save", *(sa.column(name) for name in ("id", "assessment_id", "seq", "author", "received_at", "entries"))
)
_AT_ONCE = 100


def _fill() -> None:
    """Some rows at a time, in the order of their ids, so that memory doesn't grow with the table."""
    connection = op.get_bind()
    query = sa.select(_STATE.c.assessment_id, _STATE.c.state).order_by(_STATE.c.assessment_id).limit(_AT_ONCE)
    rows = connection.execute(query).all()
    while rows:
        for assessment, text in rows:
            values = _values(connection, assessment, json.loads(text))
            connection.execute(sa.update(_STATE).where(_STATE.c.assessment_id == assessment).values(values))
        rows = connection.execute(query.where(_STATE.c.assessment_id > rows[-1].assessment_id)).all()


def _values(connection: sa.Connection, assessment: str, content: dict[str, Any]) -> dict[str, Any]:
    query = sa.select(_SAVE).where(_SAVE.c.assessment_id == assessment).order_by(_SAVE.c.seq)
    saves = connection.execute(query).all()
    change = _began(saves, content["history"], content["set_aside"])
    content.pop("position", None)
    content["records"] = {}
    values = {"state": json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)}
    if change is not None:
        values |= {"changed_at": change.received_at, "changed_by": change.author}
    if saves:
        values |= {"last_at": saves[-1].received_at, "last_author": saves[-1].author}
    return values


def _began(
    saves: Sequence[sa.Row[Any]], history: list[list[str]], set_aside: dict[str, list[str]]
) -> sa.Row[Any] | None:
    """The save by which the status began: the last change of state, or the first by which anything stands.

    An entry stands that isn't set aside, or is in conflict, from when all that it follows has come.
    """
    if history:
        moved = history[-1][0].partition("/")[0]
        return next(save for save in saves if save.id == moved)
    no_use = {id_ for id_, (verdict, *_) in set_aside.items() if verdict != "conflict"}
    here: set[str] = set()
    waiting: dict[str, list[str]] = {}
    for save in saves:
        entries = json.loads(save.entries)
        waiting |= {f"{save.id}/{place}": entry["parents"] for place, entry in enumerate(entries)}
        while ready := {id_ for id_, parents in waiting.items() if here.issuperset(parents)}:
            if ready - no_use:
                return save
            here |= ready
            waiting = {id_: parents for id_, parents in waiting.items() if id_ not in ready}
    return None
