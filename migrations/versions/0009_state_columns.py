"""The state row says whose it is and, on SQLite, holds its long text last."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "assessment_state"
NEW = "assessment_state_new"
KEPT = (
    *("definition_hash", "status", "answered", "to_do", "conflicts", "late", "alerts", "saves", "chain_head"),
    *("changed_at", "changed_by", "last_at", "last_author", "codes", "numbers", "state"),
)


def upgrade() -> None:
    """Adds the columns and fills them; there is no way back but a copy of the database."""
    if op.get_context().dialect.name == "sqlite":
        _rebuild()
    else:
        _add_columns()
    op.create_index("ix_assessment_state_inspection_id_case_id", TABLE, ["inspection_id", "case_id"])


def _rebuild() -> None:
    """Makes the table anew: SQLite goes through everything that stands before a column in its row."""
    op.create_table(
        NEW,
        sa.Column("assessment_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("inspection_id", "case_id", "reading")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("definition_hash", "status")),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("answered", "to_do", "conflicts", "late", "alerts", "saves")
        ),
        sa.Column("chain_head", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("changed_by", sa.String()),
        sa.Column("last_at", sa.DateTime(timezone=True)),
        sa.Column("last_author", sa.String()),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("codes", "numbers")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_assessment_state_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_assessment_state"),
    )
    kept = ", ".join(KEPT)
    op.execute(
        f"INSERT INTO {NEW} (assessment_id, inspection_id, case_id, reading, {kept}) "  # noqa: S608 - all of it is written above
        f"SELECT assessment_id, inspection_id, case_id, reading, {kept} FROM {TABLE} "
        'JOIN assessment ON assessment.id = assessment_id JOIN "case" ON "case".id = case_id'
    )
    op.drop_table(TABLE)
    op.rename_table(NEW, TABLE)


def _add_columns() -> None:
    """PostgreSQL keeps long texts apart from the row, so their place in it makes no difference."""
    for column in ("inspection_id", "case_id", "reading"):
        op.add_column(TABLE, sa.Column(column, sa.Integer()))
    op.execute(
        "UPDATE assessment_state AS state SET inspection_id = belongs.inspection_id, "
        "case_id = belongs.id, reading = assessment.reading "
        'FROM assessment JOIN "case" AS belongs ON belongs.id = assessment.case_id '
        "WHERE assessment.id = state.assessment_id"
    )
    for column in ("inspection_id", "case_id", "reading"):
        op.alter_column(TABLE, column, nullable=False)
