"""The state row says who saved and moved last, and how many alerts are open; it holds no position now."""

import json

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


def _fill() -> None:
    connection = op.get_bind()
    state = sa.table(
        "assessment_state",
        *(sa.column(name) for name in ("assessment_id", "state")),
        *(sa.column(name) for name in ("changed_at", "changed_by", "last_at", "last_author")),
    )
    save = sa.table(
        "save", *(sa.column(name) for name in ("id", "assessment_id", "seq", "author", "received_at"))
    )
    for assessment, text in connection.execute(sa.select(state.c.assessment_id, state.c.state)).all():
        query = sa.select(save.c.id, save.c.received_at, save.c.author).order_by(save.c.seq)
        saves = connection.execute(query.where(save.c.assessment_id == assessment)).all()
        content = json.loads(text)
        content.pop("position", None)
        content["records"] = {}
        values = {"state": json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)}
        if saves:
            history = content["history"]
            began = history[-1][0].partition("/")[0] if history else saves[0].id
            change = next(each for each in saves if each.id == began)
            values["changed_at"], values["changed_by"] = change.received_at, change.author
            values["last_at"], values["last_author"] = saves[-1].received_at, saves[-1].author
        connection.execute(sa.update(state).where(state.c.assessment_id == assessment).values(values))
