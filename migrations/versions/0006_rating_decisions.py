"""Judgements of standards and panel decisions: rows that are only ever added."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "rating_decision"


def upgrade() -> None:
    """Makes the table and its triggers; there is no way back but a copy of the database."""
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "inspection_id", "number")),
        sa.Column("subject", sa.String(), nullable=False),
        *(sa.Column(name, sa.String()) for name in ("band", "computed")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("reason", "author", "device")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("inspection_id", "number", name=f"uq_{TABLE}_inspection_id_number"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=f"fk_{TABLE}_inspection_id_inspection"
        ),
    )
    if op.get_context().dialect.name == "sqlite":
        _refuse_on_sqlite()
    else:
        _refuse_on_postgresql()


def _refuse_on_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
    op.execute(f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {refuse}")
    op.execute(f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {refuse}")
    # INSERT OR REPLACE goes round the trigger above on a connection without recursive_triggers
    same = "id = NEW.id OR (inspection_id = NEW.inspection_id AND number = NEW.number)"
    exists = f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {same})"  # noqa: S608 - all of it is written above
    op.execute(f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} {exists} {refuse}")


def _refuse_on_postgresql() -> None:
    op.execute(
        f"CREATE FUNCTION refuse_change_of_{TABLE}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{TABLE} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_{TABLE}()"
    )
