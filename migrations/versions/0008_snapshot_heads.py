"""Snapshots keep where the saves of each case ended, so that two of them can be compared entry by entry."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column, empty for the snapshots there are: what they rested on was not written down."""
    op.add_column("snapshot", sa.Column("heads", sa.Text()))
