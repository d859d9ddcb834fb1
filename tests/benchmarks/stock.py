"""Stores many cases quickly: copies of one that the product itself stored, made by the database."""

from sqlalchemy import Connection, Engine, Table, text

from inspect_app.records.models import (
    AssessmentRow,
    AssessmentStateRow,
    Base,
    CaseRow,
    InspectionRow,
    SaveRow,
    SaveTextRow,
)

MADE = """
CREATE TEMPORARY TABLE made
(number int, case_id int, inspection int, reference text, assessment text, save text) ON COMMIT DROP
"""
NAMES = """
INSERT INTO made
SELECT number, :first + number AS case_id, (:number + number / :each) AS inspection,
       lpad((number % :each + 1)::text, 5, '0') AS reference, gen_random_uuid()::text AS assessment,
       overlay(overlay(overlay(gen_random_uuid()::text placing substr(stamp, 1, 8) from 1 for 8)
               placing substr(stamp, 9, 4) from 10 for 4) placing '7' from 15 for 1) AS save
FROM (SELECT number, lpad(to_hex(1450000000000 + number), 12, '0') AS stamp
      FROM generate_series(0, :cases - 1) AS number) AS stamped
"""


def store(engine: Engine, template: str, ref: str, cases: int, *, each: int, saved: bool = True) -> None:
    """Adds cases that are as the one with the assessment `template`, `each` so many in an inspection.

    `ref` and a number are the references of the inspections: board-0, board-1. Without `saved`, nothing has
    been said about them yet: the template is then a case without saves.
    """
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no trigger, no key checked
        _name(connection, cases, each)
        _inspections(connection, template, ref, each)
        case = {"id": "made.case_id", "inspection_id": "made.inspection", "reference": "made.reference"}
        _copy(connection, CaseRow, case, _CASE, template)
        assessment = {"id": "made.assessment", "case_id": "made.case_id"}
        _copy(connection, AssessmentRow, assessment, "was.id = :template", template)
        state = {
            "assessment_id": "made.assessment",
            "inspection_id": "made.inspection",
            "case_id": "made.case_id",
        }
        if saved:
            _saves(connection, template)
            state["state"] = _renamed("state")
        _copy(connection, AssessmentStateRow, state, _OF_ASSESSMENT, template)
        for statement in NUMBERS:
            connection.execute(text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):  # so that neither comes while something is timed
            connection.execute(text(statement))


def _saves(connection: Connection, template: str) -> None:
    save = {"id": "made.save", "assessment_id": "made.assessment", "entries": _renamed("entries")}
    _copy(connection, SaveRow, save, _OF_ASSESSMENT, template)
    words = {"entry_id": _renamed("entry_id"), "save_id": "made.save"}
    _copy(connection, SaveTextRow, words, "was.save_id = old.save", template)


def _renamed(column: str) -> str:
    return f"replace(was.{column}, old.save, made.save)"


_CASE = "was.id = (SELECT case_id FROM assessment WHERE id = :template)"
_OF_ASSESSMENT = "was.assessment_id = :template"
NUMBERS = (
    """SELECT setval(pg_get_serial_sequence('"case"', 'id'), max(id)) FROM "case" """,
    "SELECT setval(pg_get_serial_sequence('inspection', 'id'), max(id)) FROM inspection",
)


def _name(connection: Connection, cases: int, each: int) -> None:
    first = connection.scalar(text('SELECT max(id) + 1 FROM "case"'))
    number = connection.scalar(text("SELECT max(id) + 1 FROM inspection"))
    values = {"first": first, "number": number, "each": each, "cases": cases}
    connection.execute(text(MADE))
    connection.execute(text(NAMES), values)


def _inspections(connection: Connection, template: str, ref: str, each: int) -> None:
    new = {"id": "made.inspection", "ref": ":ref || '-' || (made.number / :each)"}
    condition = (
        'was.id = (SELECT inspection_id FROM "case" JOIN assessment ON case_id = "case".id '
        "WHERE assessment.id = :template) AND made.number % :each = 0"
    )
    _copy(connection, InspectionRow, new, condition, template, {"ref": ref, "each": each})


def _copy(
    connection: Connection,
    row: type[Base],
    new: dict[str, str],
    condition: str,
    template: str,
    values: dict[str, object] | None = None,
) -> None:
    table = row.__table__
    assert isinstance(table, Table)
    columns = [column.name for column in table.columns]
    chosen = ", ".join(new.get(name, f'was."{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    statement = (
        f'INSERT INTO "{table.name}" ({named}) SELECT {chosen} FROM "{table.name}" AS was, made, '  # noqa: S608  # our tables
        f"(SELECT min(id) AS save FROM save WHERE assessment_id = :template) AS old WHERE {condition}"
    )
    connection.execute(text(statement), {"template": template, **(values or {})})
