"""Accounts and what they prove themselves by, roles in inspections, areas, and reports released to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; there is no way back but a copy of the database."""
    _account()
    _recovery_code()
    _one_time_link()
    _web_session()
    _attempts()
    _area()
    _membership()
    _release()
    # Both databases take a constraint within the column; Alembic would add it apart, which SQLite can't.
    for table in ("case", "snapshot"):
        references = f"CONSTRAINT fk_{table}_area_id_area REFERENCES area (id)"
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN area_id INTEGER {references}')
        op.create_index(f"ix_{table}_area_id", table, ["area_id"])


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.Column("password_hash", sa.String()),
        sa.Column("totp_secret", sa.String()),
        sa.Column("totp_step", sa.Integer()),
        sa.Column("single_sign_on", sa.String()),
        _moment("disabled_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("single_sign_on", name="uq_account_single_sign_on"),
    )


def _recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        _moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_code"),
        _foreign("recovery_code", "account_id", "account"),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String()),
        _moment("created_at"),
        _moment("expires_at"),
        sa.Column("made_by", sa.String(), nullable=False),
        _moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_one_time_link"),
        _foreign("one_time_link", "account_id", "account"),
    )
    op.create_index("ix_one_time_link_account_id", "one_time_link", ["account_id"])


def _web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        _moment("started_at"),
        _moment("proved_at"),
        _moment("expires_at"),
        _moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_web_session"),
        sa.UniqueConstraint("token_hash", name="uq_web_session_token_hash"),
        _foreign("web_session", "account_id", "account"),
    )
    op.create_index("ix_web_session_account_id", "web_session", ["account_id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(), nullable=False),
        _moment("since"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
    )


def _area() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sa.UniqueConstraint(
            "inspection_id", "parent_id", "name", name="uq_area_inspection_id_parent_id_name"
        ),
        _foreign("area", "inspection_id", "inspection"),
        _foreign("area", "parent_id", "area"),
    )
    op.create_index("ix_area_parent_id", "area", ["parent_id"])


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer()),
        _moment("since"),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("until", sa.Date()),
        _moment("ended_at", nullable=True),
        sa.Column("ended_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        _foreign("membership", "inspection_id", "inspection"),
        _foreign("membership", "account_id", "account"),
        _foreign("membership", "area_id", "area"),
    )
    op.create_index("ix_membership_account_id_ended_at", "membership", ["account_id", "ended_at"])
    for column in ("inspection_id", "area_id"):
        op.create_index(f"ix_membership_{column}", "membership", [column])


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        _moment("released_at"),
        sa.Column("released_by", sa.String(), nullable=False),
        _moment("withdrawn_at", nullable=True),
        sa.Column("withdrawn_by", sa.String()),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="ck_release_withdrawn"),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        _foreign("release", "inspection_id", "inspection"),
        _foreign("release", "area_id", "area"),
        _foreign("release", "snapshot_id", "snapshot"),
    )
    for column in ("inspection_id", "area_id", "snapshot_id"):
        op.create_index(f"ix_release_{column}", "release", [column])
