"""Snapshots keep where the saves of each case ended, and which editions reports were made of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, empty for the snapshots there are: neither was written down when they were made."""
    op.add_column("snapshot", sa.Column("heads", sa.Text()))
    op.add_column("snapshot", sa.Column("editions", sa.Text()))
