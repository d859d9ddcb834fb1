"""The texts of a report, and its frozen editions: both are only ever added."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SAVE = "report_save"
EDITION = "report_edition"


def upgrade() -> None:
    """Makes the tables and the triggers; there is no way back but a copy of the database."""
    op.create_table(
        "report",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "inspection_id")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("language", "style")),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("inspection_id", "language", name="uq_report_inspection_id_language"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_report_inspection_id_inspection"
        ),
    )
    texts = ("thing", "parents", "author", "device", "made_at")
    op.create_table(
        SAVE,
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("seen", "value")),
        sa.PrimaryKeyConstraint("number", name=f"pk_{SAVE}"),
        sa.UniqueConstraint("id", name=f"uq_{SAVE}_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=f"fk_{SAVE}_report_id_report"),
    )
    op.create_index(f"ix_{SAVE}_report_id_thing", SAVE, ["report_id", "thing"])
    _add_editions()
    if op.get_context().dialect.name == "sqlite":
        _refuse_on_sqlite(SAVE, "number = NEW.number OR id = NEW.id")
        _refuse_on_sqlite(EDITION, "id = NEW.id OR (report_id = NEW.report_id AND number = NEW.number)")
    else:
        _refuse_on_postgresql(SAVE)
        _refuse_on_postgresql(EDITION)


def _add_editions() -> None:
    texts = ("stage", "note", "publication_hash", "figures_hash", "author", "device")
    op.create_table(
        EDITION,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "report_id", "number")),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("embargo", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("publication", "figures")),
        sa.PrimaryKeyConstraint("id", name=f"pk_{EDITION}"),
        sa.UniqueConstraint("report_id", "number", name=f"uq_{EDITION}_report_id_number"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=f"fk_{EDITION}_report_id_report"),
    )


def _refuse_on_sqlite(table: str, same: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    # INSERT OR REPLACE goes round the trigger above on a connection without recursive_triggers
    exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - all of it is written above
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {exists} {refuse}")


def _refuse_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION refuse_change_of_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_{table}()"
    )
