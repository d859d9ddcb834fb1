"""Sample plans, draws that can be repeated and superseded, replacements, and who reads which case."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDED = {
    "long_list_row": ("case_key VARCHAR", "stratum VARCHAR"),
    "draw": (
        "plan_id INTEGER CONSTRAINT fk_draw_plan_id_sample_plan REFERENCES sample_plan (id)",
        "reason VARCHAR",
        "draw_hash VARCHAR",
        "superseded_at {moment}",
    ),
    "case": ("officer_group INTEGER",),
    "membership": ("working_days INTEGER", "officer_name VARCHAR"),
}


def upgrade() -> None:
    """Makes the tables and columns; there is no way back but a copy of the database."""
    _sample_plan()
    moment = sa.DateTime(timezone=True).compile(dialect=op.get_bind().dialect)
    for table, columns in ADDED.items():
        for column in columns:
            op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column.format(moment=moment)}')
    op.create_index("ix_draw_plan_id", "draw", ["plan_id"])
    if op.get_context().dialect.name == "sqlite":
        _loosen_on_sqlite()
    else:
        _loosen_on_postgresql()
    _draw_bucket()
    _replacement()
    _of_the_list()
    _conflict_of_interest()
    _assignment()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def _words(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _whole(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _sample_plan() -> None:
    op.create_table(
        "sample_plan",
        *_whole("id", "inspection_id", "number"),
        sa.Column("body", sa.JSON(), nullable=False),
        *_words("seed"),
        sa.Column("seed_typed", sa.Boolean(), nullable=False),
        _moment("made_at"),
        *_words("author", "device"),
        sa.PrimaryKeyConstraint("id", name="pk_sample_plan"),
        sa.UniqueConstraint("inspection_id", "number", name="uq_sample_plan_inspection_id_number"),
        _foreign("sample_plan", "inspection_id", "inspection"),
    )


def _loosen_on_postgresql() -> None:
    for column in ("row_id", "case_key"):
        op.execute(f"ALTER TABLE draw_case ALTER COLUMN {column} DROP NOT NULL")
    op.drop_constraint("ck_long_list_change_action", "long_list_change", type_="check")
    op.create_check_constraint(
        "ck_long_list_change_action", "long_list_change", "action IN ('correct', 'exclude', 'restore')"
    )


def _loosen_on_sqlite() -> None:
    """SQLite can't change a column or a constraint: the tables are made anew, and nothing refers to them."""
    for table in ("draw_case", "long_list_change"):
        op.execute(f"DROP INDEX ix_{table}_row_id")
        op.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    op.create_table(
        "draw_case",
        *_whole("id", "draw_id"),
        *_whole("row_id", nullable=True),
        *_words("stratum"),
        *_whole("place"),
        *_words("role", "probability"),
        sa.Column("case_key", sa.String()),
        sa.CheckConstraint("role IN ('primary', 'reserve')", name="ck_draw_case_role"),
        sa.PrimaryKeyConstraint("id", name="pk_draw_case"),
        sa.UniqueConstraint("draw_id", "row_id", name="uq_draw_case_draw_id_row_id"),
        _foreign("draw_case", "draw_id", "draw"),
        _foreign("draw_case", "row_id", "long_list_row"),
    )
    op.create_table(
        "long_list_change",
        *_whole("id", "row_id"),
        *_words("action"),
        *(sa.Column(name, sa.String()) for name in ("column", "before", "after")),
        *_words("reason", "author", "device"),
        _moment("at"),
        sa.CheckConstraint("action IN ('correct', 'exclude', 'restore')", name="ck_long_list_change_action"),
        sa.PrimaryKeyConstraint("id", name="pk_long_list_change"),
        _foreign("long_list_change", "row_id", "long_list_row"),
    )
    for table, columns in (
        ("draw_case", "id, draw_id, row_id, stratum, place, role, probability, case_key"),
        ("long_list_change", 'id, row_id, action, "column", before, after, reason, author, device, at'),
    ):
        both = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before"  # noqa: S608 - written above
        op.execute(both)
        op.execute(f"DROP TABLE {table}_before")
        op.create_index(f"ix_{table}_row_id", table, ["row_id"])


def _draw_bucket() -> None:
    op.create_table(
        "draw_bucket",
        *_whole("id", "draw_id"),
        *_words("stratum", "cluster", "ldu", "officer"),
        *_whole("population", "drawn"),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draw_bucket"),
        _foreign("draw_bucket", "draw_id", "draw"),
    )
    op.create_index("ix_draw_bucket_draw_id", "draw_bucket", ["draw_id"])


def _replacement() -> None:
    taken = (("case_id", "case"), ("taken_id", "draw_case"), ("became_id", "case"))
    op.create_table(
        "replacement",
        *_whole("id", "inspection_id", "draw_id"),
        *_words("stratum"),
        *_whole(*(column for column, _ in taken), nullable=True),
        sa.Column("reason", sa.String()),
        *_words("words"),
        _moment("at"),
        *_words("author", "device"),
        sa.PrimaryKeyConstraint("id", name="pk_replacement"),
        _foreign("replacement", "inspection_id", "inspection"),
        _foreign("replacement", "draw_id", "draw"),
        *(_foreign("replacement", column, other) for column, other in taken),
        *(sa.UniqueConstraint(column, name=f"uq_replacement_{column}") for column, _ in taken),
    )
    for column in ("inspection_id", "draw_id"):
        op.create_index(f"ix_replacement_{column}", "replacement", [column])


def _of_the_list() -> None:
    op.create_table(
        "heading_map",
        *_whole("id", "inspection_id"),
        *_words("heading", "column"),
        sa.PrimaryKeyConstraint("id", name="pk_heading_map"),
        sa.UniqueConstraint("inspection_id", "heading", name="uq_heading_map_inspection_id_heading"),
        _foreign("heading_map", "inspection_id", "inspection"),
    )
    op.create_table(
        "case_list_request",
        *_whole("id", "inspection_id", "number"),
        sa.Column("body", sa.JSON(), nullable=False),
        _moment("made_at"),
        *_words("author", "device"),
        sa.PrimaryKeyConstraint("id", name="pk_case_list_request"),
        sa.UniqueConstraint("inspection_id", "number", name="uq_case_list_request_inspection_id_number"),
        _foreign("case_list_request", "inspection_id", "inspection"),
    )
    op.create_table(
        "frame_key",
        *_whole("inspection_id"),
        *_words("secret"),
        sa.PrimaryKeyConstraint("inspection_id", name="pk_frame_key"),
        _foreign("frame_key", "inspection_id", "inspection"),
    )
    op.create_table(
        "frame_destruction",
        *_whole("id", "inspection_id"),
        *_words("reason"),
        sa.Column("body", sa.JSON(), nullable=False),
        _moment("at"),
        *_words("author", "device"),
        sa.PrimaryKeyConstraint("id", name="pk_frame_destruction"),
        _foreign("frame_destruction", "inspection_id", "inspection"),
    )
    op.create_index("ix_frame_destruction_inspection_id", "frame_destruction", ["inspection_id"])


def _conflict_of_interest() -> None:
    table = "conflict_of_interest"
    one = " + ".join(
        f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in ("area_id", "case_id", "officer_group")
    )
    op.create_table(
        table,
        *_whole("id", "inspection_id"),
        *_words("account_id"),
        *_whole("area_id", "case_id", "officer_group", nullable=True),
        *_words("reason"),
        _moment("declared_at"),
        *_words("declared_by"),
        _moment("ended_at", nullable=True),
        sa.Column("ended_by", sa.String()),
        sa.CheckConstraint(f"{one} = 1", name=f"ck_{table}_one"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _foreign(table, "inspection_id", "inspection"),
        _foreign(table, "account_id", "account"),
        _foreign(table, "area_id", "area"),
        _foreign(table, "case_id", "case"),
    )
    for column in ("inspection_id", "area_id", "case_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _assignment() -> None:
    op.create_table(
        "assignment",
        *_whole("id", "case_id"),
        *_words("account_id"),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String()),
        _moment("since"),
        *_words("given_by"),
        _moment("ended_at", nullable=True),
        sa.Column("ended_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        _foreign("assignment", "case_id", "case"),
        _foreign("assignment", "account_id", "account"),
    )
    for column in ("case_id", "account_id"):
        op.create_index(f"ix_assignment_{column}", "assignment", [column])
    current = sa.text("ended_at IS NULL")
    op.create_index(
        "ux_assignment_case_id_current",
        "assignment",
        ["case_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
