"""Work in the background: what was asked for, how far it has come, and the files that came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "job"


def upgrade() -> None:
    """Makes the table; there is no way back but a copy of the database."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("author", "device")),
        sa.Column("account_id", sa.String()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("status", "stage")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("per_cent", "attempts")),
        sa.Column("worker", sa.String()),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("leased_until", "started_at", "ended_at")),
        sa.Column("cancelled_by", sa.String()),
        sa.Column("reason", sa.Text()),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        *(
            _key(column, table)
            for column, table in (("inspection_id", "inspection"), ("account_id", "account"))
        ),
    )
    op.create_index(f"ix_{TABLE}_inspection_id", TABLE, ["inspection_id"])
    op.create_index(f"ix_{TABLE}_status_asked_at", TABLE, ["status", "asked_at"])


def _key(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{TABLE}_{column}_{table}")
