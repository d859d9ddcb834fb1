"""Initial schema: every table, and the triggers that make the ledger and the access log append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "save": "id = NEW.id OR (assessment_id = NEW.assessment_id AND seq = NEW.seq)",
    "save_text": "entry_id = NEW.entry_id",
    "access_log": "id = NEW.id",
}


def upgrade() -> None:
    """Makes every table and trigger; there is no way back but a copy of the database."""
    _definition()
    _inspection()
    _snapshot()
    _access_log()
    _long_list_import()
    _long_list_row()
    _long_list_change()
    _draw()
    _draw_case()
    _case()
    _assessment()
    _save()
    _save_text()
    _assessment_state()
    for table, same in APPEND_ONLY.items():
        if op.get_context().dialect.name == "sqlite":
            _refuse_on_sqlite(table, same)
        else:
            _refuse_on_postgresql(table)


def _refuse_on_sqlite(table: str, same: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    # INSERT OR REPLACE goes round the trigger above on a connection without recursive_triggers
    exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - both are written above
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


def _definition() -> None:
    op.create_table(
        "definition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_hash", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text_revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definition"),
        sa.UniqueConstraint(
            "instrument", "version", "text_revision", name="uq_definition_instrument_version_text_revision"
        ),
        sa.UniqueConstraint(
            "structure_hash", "text_revision", name="uq_definition_structure_hash_text_revision"
        ),
    )


def _inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suppression_threshold", sa.Integer(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name="fk_inspection_definition_id_definition"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspection"),
        sa.UniqueConstraint("ref", name="uq_inspection_ref"),
    )
    op.create_index("ix_inspection_definition_id", "inspection", ["definition_id"])


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot_hash", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_snapshot_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        sa.UniqueConstraint("inspection_id", "number", name="uq_snapshot_inspection_id_number"),
    )


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("inspection", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_inspection_id", "access_log", ["inspection", "id"])


def _long_list_import() -> None:
    op.create_table(
        "long_list_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_long_list_import_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_long_list_import"),
        sa.UniqueConstraint(
            "inspection_id",
            "content_hash",
            "as_at",
            name="uq_long_list_import_inspection_id_content_hash_as_at",
        ),
    )


def _long_list_row() -> None:
    op.create_table(
        "long_list_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("first_names", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("sentence_type", sa.String(), nullable=False),
        sa.Column("crn", sa.String(), nullable=False),
        sa.Column("pnc", sa.String(), nullable=False),
        sa.Column("rosh", sa.String(), nullable=False),
        sa.Column("start_date", sa.String(), nullable=False),
        sa.Column("terminated", sa.String(), nullable=False),
        sa.Column("cluster", sa.String(), nullable=False),
        sa.Column("ldu", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("manager", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("exclusion_reason", sa.String(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('eligible', 'excluded', 'problem')", name="ck_long_list_row_state"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["long_list_import.id"], name="fk_long_list_row_import_id_long_list_import"
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_long_list_row_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_long_list_row"),
        sa.UniqueConstraint("import_id", "number", name="uq_long_list_row_import_id_number"),
    )
    op.create_index("ix_long_list_row_inspection_id_state", "long_list_row", ["inspection_id", "state"])


def _long_list_change() -> None:
    op.create_table(
        "long_list_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("action IN ('correct', 'exclude')", name="ck_long_list_change_action"),
        sa.ForeignKeyConstraint(
            ["row_id"], ["long_list_row.id"], name="fk_long_list_change_row_id_long_list_row"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_long_list_change"),
    )
    op.create_index("ix_long_list_change_row_id", "long_list_change", ["row_id"])


def _draw() -> None:
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.Column("frame_hash", sa.String(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_draw_inspection_id_inspection"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_draw"),
        sa.UniqueConstraint("inspection_id", "number", name="uq_draw_inspection_id_number"),
    )


def _draw_case() -> None:
    op.create_table(
        "draw_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("probability", sa.String(), nullable=False),
        sa.Column("case_key", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('primary', 'reserve')", name="ck_draw_case_role"),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name="fk_draw_case_draw_id_draw"),
        sa.ForeignKeyConstraint(["row_id"], ["long_list_row.id"], name="fk_draw_case_row_id_long_list_row"),
        sa.PrimaryKeyConstraint("id", name="pk_draw_case"),
        sa.UniqueConstraint("draw_id", "row_id", name="uq_draw_case_draw_id_row_id"),
    )
    op.create_index("ix_draw_case_row_id", "draw_case", ["row_id"])


def _case() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=True),
        sa.Column("long_list_row_id", sa.Integer(), nullable=True),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name="fk_case_draw_id_draw"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_case_inspection_id_inspection"
        ),
        sa.ForeignKeyConstraint(
            ["long_list_row_id"], ["long_list_row.id"], name="fk_case_long_list_row_id_long_list_row"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
        sa.UniqueConstraint("inspection_id", "reference", name="uq_case_inspection_id_reference"),
    )
    op.create_index("ix_case_draw_id", "case", ["draw_id"])
    op.create_index("ix_case_long_list_row_id", "case", ["long_list_row_id"])


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_assessment_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("case_id", "reading", name="uq_assessment_case_id_reading"),
    )


def _save() -> None:
    op.create_table(
        "save",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("assessment_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition_hash", sa.String(), nullable=False),
        sa.Column("text_revision", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("chain_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_save_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_save"),
        sa.UniqueConstraint("assessment_id", "seq", name="uq_save_assessment_id_seq"),
    )


def _save_text() -> None:
    op.create_table(
        "save_text",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("save_id", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["save_id"], ["save.id"], name="fk_save_text_save_id_save"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_save_text"),
    )
    op.create_index("ix_save_text_save_id", "save_text", ["save_id"])


def _assessment_state() -> None:
    op.create_table(
        "assessment_state",
        sa.Column("assessment_id", sa.String(), nullable=False),
        sa.Column("definition_hash", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("to_do", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("codes", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("chain_head", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_assessment_state_assessment_id_assessment"
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_assessment_state"),
    )
