"""Chains the lines of the access log, those there are in order, and gives them reason and recipient."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDED = (
    ("seq", sa.Integer()),
    ("chain_hash", sa.String()),
    ("reason", sa.String()),
    ("recipient", sa.String()),
)

LOG = sa.table(
    "access_log",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.String()) for name in ("author", "device", "action", "inspection", "subject")),
    sa.column("detail", sa.JSON()),
    *(sa.column(name, type_) for name, type_ in ADDED),
)


def upgrade() -> None:
    """Adds the columns and chains the lines; there is no way back but a copy of the database."""
    op.create_table(
        "access_log_head",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_access_log_head"),
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    triggers = ("no_update", "no_delete", "no_replace") if sqlite else ("append_only",)
    for trigger in triggers:
        op.execute(f"DROP TRIGGER access_log_{trigger}{'' if sqlite else ' ON access_log'}")
    for name, type_ in ADDED:
        op.add_column("access_log", sa.Column(name, type_, nullable=True))
    _chain(op.get_bind())
    with op.batch_alter_table("access_log") as table:
        table.alter_column("seq", existing_type=sa.Integer(), nullable=False)
        table.alter_column("chain_hash", existing_type=sa.String(), nullable=False)
    op.create_index("ix_access_log_inspection_seq", "access_log", ["inspection", "seq"], unique=True)
    if sqlite:
        _refuse_on_sqlite()
    else:
        _refuse_on_postgresql()


def _refuse_on_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END"
    op.execute(f"CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log {refuse}")
    op.execute(f"CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log {refuse}")
    # INSERT OR REPLACE goes round the trigger above on a connection without recursive_triggers
    same = "id = NEW.id OR (inspection = NEW.inspection AND seq = NEW.seq)"
    exists = f"WHEN EXISTS (SELECT 1 FROM access_log WHERE {same})"  # noqa: S608 - it is written above
    op.execute(f"CREATE TRIGGER access_log_no_replace BEFORE INSERT ON access_log {exists} {refuse}")


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_access_log()"
    )


def _chain(connection: sa.Connection) -> None:
    heads: dict[str | None, tuple[int, str]] = {}
    for row in connection.execute(sa.select(LOG).order_by(LOG.c.id)).mappings().all():
        inspection = row["inspection"]
        lines, head = heads.get(inspection, (0, _hash({"access_log": inspection})))
        heads[inspection] = lines + 1, _hash({"previous": head, "content": _hash(_content(row))})
        place = dict(zip(("seq", "chain_hash"), heads[inspection], strict=True))
        connection.execute(LOG.update().where(LOG.c.id == row["id"]).values(place))
    _keep(connection, ((inspection or "", *end) for inspection, end in heads.items()))


def _content(row: Any) -> dict[str, object]:
    at: datetime = row["at"]
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)  # SQLite forgets the zone
    told = {name: row[name] for name in ("author", "device", "action", "inspection", "subject", "detail")}
    return {**told, "at": at.isoformat(timespec="microseconds"), "reason": None, "recipient": None}


def _keep(connection: sa.Connection, ends: Iterable[tuple[str, int, str]]) -> None:
    heads = sa.table("access_log_head", sa.column("chain"), sa.column("lines"), sa.column("head"))
    for chain, lines, head in ends:
        connection.execute(heads.insert().values(chain=chain, lines=lines, head=head))


def _hash(obj: object) -> str:
    text = json.dumps(obj, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()
