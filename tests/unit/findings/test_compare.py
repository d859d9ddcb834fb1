"""Two snapshots compared: what differs is told, field by field, and nothing else."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.findings.compare import FieldChange, compare
from inspect_app.findings.figures import Column, Estimate, Method, Table
from inspect_app.findings.snapshot import Snapshot
from tests.samples import sample_snapshot

SNAPSHOT = sample_snapshot()


def changed_table(table: Table) -> Snapshot:
    """The sample with its first table in another form."""
    return replace(SNAPSHOT, tables=(table, *SNAPSHOT.tables[1:]))


def test_a_snapshot_is_the_same_as_itself() -> None:
    found = compare(SNAPSHOT, sample_snapshot())
    assert found.nothing
    assert all(not getattr(found, each.name) for each in fields(found))


def test_one_cell_that_differs_is_told_field_by_field() -> None:
    table = SNAPSHOT.tables[0]
    row = table.rows[0]
    estimate = Estimate(0.5, 0.1, 9, 0.95, Method.LOGIT, 0.3, 0.7)
    cell = replace(row.cells[0], numerator=61, estimate=estimate)
    after = changed_table(replace(table, rows=(replace(row, cells=(cell,)), *table.rows[1:])))
    [change] = compare(SNAPSHOT, after).figures
    assert (change.table, change.row, change.column) == (table.id, row.id, "total")
    assert FieldChange("numerator", row.cells[0].numerator, 61) in change.fields
    assert FieldChange("estimate.value", None, 0.5) in change.fields
    assert not change.only_estimated
    [back] = compare(after, SNAPSHOT).figures
    assert {(each.field, each.after, each.before) for each in back.fields} == {
        (each.field, each.before, each.after) for each in change.fields
    }
    unlike = replace(cell, numerator=row.cells[0].numerator)
    after = changed_table(replace(table, rows=(replace(row, cells=(unlike,)), *table.rows[1:])))
    assert compare(SNAPSHOT, after).figures[0].only_estimated


def test_what_came_or_went_is_told_and_a_new_column_is_compared_with_nothing() -> None:
    table = SNAPSHOT.tables[0]
    wider = replace(
        table,
        columns=(*table.columns, Column("high", "High", 12)),
        rows=tuple(replace(row, cells=(*row.cells, row.cells[0])) for row in table.rows[1:]),
    )
    found = compare(SNAPSHOT, changed_table(wider))
    assert [(each.kind, each.id, each.gone) for each in found.appeared] == [
        ("row", table.rows[0].id, True),
        ("column", "high", False),
    ]
    assert {each.column for each in found.figures} == {"high"}
    assert {each.before for each in found.figures} == {None}
    fewer = replace(SNAPSHOT, tables=SNAPSHOT.tables[1:])
    assert [(each.kind, each.id, each.gone) for each in compare(SNAPSHOT, fewer).appeared] == [
        ("table", table.id, True)
    ]
    assert not compare(fewer, SNAPSHOT).appeared[0].gone


def test_ratings_cases_and_facts_are_told() -> None:
    rating = SNAPSHOT.ratings[0]
    assert SNAPSHOT.overall
    after = replace(
        SNAPSHOT,
        ratings=(replace(rating, points=None, band=None, band_title=None), *SNAPSHOT.ratings[1:]),
        overall=replace(SNAPSHOT.overall, points=3),
        cases=replace(SNAPSHOT.cases, withdrawn=7),
        counted=(*SNAPSHOT.counted[1:], "999"),
        inspection=replace(SNAPSHOT.inspection, threshold=11),
        instrument=replace(SNAPSHOT.instrument, text_revision=12),
        language="cy",
        as_at="2031-01-01",
    )
    found = compare(SNAPSHOT, after)
    assert [each.id for each in found.ratings] == [rating.id, "overall"]
    assert (found.ratings[0].before_title, found.ratings[0].after_title) == (rating.band_title, None)
    assert FieldChange("points", SNAPSHOT.overall.points, 3) in found.ratings[1].fields
    assert found.cases == (FieldChange("withdrawn", SNAPSHOT.cases.withdrawn, 7),)
    assert (found.entered, found.left) == (("999",), SNAPSHOT.counted[:1])
    assert found.facts == ("inspection.threshold", "instrument.text_revision", "language")
    assert not found.figures


@given(st.data())
def test_every_change_of_a_number_in_a_cell_is_found(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SNAPSHOT.tables) - 1))
    table = SNAPSHOT.tables[place]
    at = data.draw(st.integers(0, len(table.rows) - 1))
    column = data.draw(st.integers(0, len(table.columns) - 1))
    name = data.draw(st.sampled_from(["numerator", "denominator", "not_asked", "dont_know", "not_answered"]))
    cells = list(table.rows[at].cells)
    cells[column] = replace(cells[column], **{name: 10_000})
    rows = [*table.rows[:at], replace(table.rows[at], cells=tuple(cells)), *table.rows[at + 1 :]]
    tables = (*SNAPSHOT.tables[:place], replace(table, rows=tuple(rows)), *SNAPSHOT.tables[place + 1 :])
    [change] = compare(SNAPSHOT, replace(SNAPSHOT, tables=tables)).figures
    assert [(each.field, each.after) for each in change.fields] == [(name, 10_000)]
    assert (change.table, change.row, change.column) == (
        *(table.id, table.rows[at].id, table.columns[column].id),
    )
