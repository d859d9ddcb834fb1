"""An inspection says whether counts are rounded and whether secondary suppression follows the primary one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns with what held until now; there is no way back but a copy of the database."""
    op.add_column("inspection", sa.Column("rounding_base", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "inspection", sa.Column("secondary", sa.Boolean(), nullable=False, server_default=sa.true())
    )
