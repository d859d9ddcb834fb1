"""The snapshot as rows of a file and as plain text: every number beside what it rests on."""

from dataclasses import replace
from typing import Any

from inspect_app.findings.cell_rows import HEADER, cell_rows
from inspect_app.findings.fill import fill_all
from inspect_app.findings.printed import printed
from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.findings.specs.model import RowsOf, TableDefinition
from inspect_app.findings.suppression import edition
from inspect_app.questionnaire.text import Text
from tests.samples import sample_snapshot
from tests.unit.findings.small_instrument import Case, answered, matrix_of, snapshot_of


def rows_of(snapshot: Snapshot) -> list[dict[str, str | int]]:
    return [dict(zip(HEADER, row, strict=True)) for row in cell_rows(snapshot)]


def test_one_row_per_cell() -> None:
    snapshot = sample_snapshot()
    cells = sum(len(row.cells) for table in snapshot.tables for row in table.rows)
    assert len(rows_of(snapshot)) == cells


def test_a_row_says_everything_about_its_cell() -> None:
    rows = rows_of(sample_snapshot())
    found = next(row for row in rows if row["row"] == "public_protection_sufficient.no")
    assert found == {
        "table": "section.release",
        "section": "release",
        "question": "public_protection_sufficient",
        "row": "public_protection_sufficient.no",
        "label": "No",
        "measure": "share",
        "break_by": "",
        "column": "total",
        "column_label": "All cases",
        "numerator": 52,
        "denominator": 85,
        "not_applicable": 1,
        "dont_know": 0,
        "not_asked": 0,
        "not_answered": 0,
        "per_cent": 61,
        "exact": "52/85",
        "value": "",
        "suppressed": "no",
        "reason": "",
        "outside": "",
        "small_base": "no",
        **dict.fromkeys(HEADER[22:], ""),
    }


def test_a_row_has_the_estimate_of_its_cell() -> None:
    rows = rows_of(snapshot_of(answered("protection_enough", yes=3, no=5)))
    found = next(row for row in rows if row["row"] == "protection_enough.yes")
    assert (found["small_base"], found["estimate"], found["method"]) == ("yes", 0.375, "wilson")
    assert (found["se"], found["level"]) == ("", 0.95)
    assert float(found["interval_low"]) < 0.375 < float(found["interval_high"])


def own_table(**fields: Any) -> Snapshot:
    """A snapshot whose only table is of a file's own."""
    cases: list[Case] = [
        ({"importance": "2"}, {"protection_enough": "yes", "contacts": 3}),
        ({"importance": "4"}, {"protection_enough": "no", "contacts": 5}),
    ]
    made = TableDefinition(id="own", title=Text("Own"), **fields)
    return replace(snapshot_of(cases), tables=fill_all(matrix_of(cases), [made]))


def test_a_weighted_table_says_so_in_text_and_file() -> None:
    rows = (RowsOf(key_questions=("protection_enough",)),)
    snapshot = own_table(rows=rows, weight={"attribute": "importance"}, measure="count")
    assert {row["weight"] for row in rows_of(snapshot)} == {"importance"}
    assert HEADER[-1] == "weight"
    assert ": weighted count 2, from 1 of 2 cases read [low]\n" in printed(snapshot)
    assert ": 1 of 2 [low]\n" in f"{printed(own_table(rows=rows, measure='count'))}\n"


def test_the_text_names_the_question_of_numbers_in_a_table_of_its_own() -> None:
    snapshot = own_table(rows=(RowsOf(questions=("contacts",)),), measure="mean")
    [row] = snapshot.tables[0].rows
    assert f"Own\n  {row.question_text}\n    Mean: 4 from 2 answers [low]" in printed(snapshot)


def test_the_text_marks_a_small_base() -> None:
    text = printed(snapshot_of(answered("protection_enough", yes=3, no=5)))
    assert "    Yes: 3 of 8, 38 per cent [low]\n" in text


def test_statistics_and_breaks_have_their_rows() -> None:
    rows = rows_of(sample_snapshot())
    assert next(row["value"] for row in rows if row["row"] == "contacts.mean") == "2.6"
    assert [row["column"] for row in rows if row["break_by"] == "rosh"][:5] == [
        *("total", "low", "medium", "high", ""),
    ]


def test_a_suppressed_row_holds_no_number() -> None:
    public = edition(snapshot_of(answered("screening", present=40, blank=4, absent=20)), 5)
    found = next(row for row in rows_of(public) if row["row"] == "screening.blank")
    assert {found[name] for name in HEADER[9:18]} == {""}
    assert (found["suppressed"], found["reason"]) == ("yes", "Suppressed because the numbers are small.")


def test_the_text_names_the_data_and_the_ratings_first() -> None:
    lines = printed(sample_snapshot()).splitlines()
    assert lines[0] == "SYNTHETIC DATA: no case here is a real person."
    assert lines[2:4] == [
        "86 of 89 cases are signed off and counted.",
        f"Snapshot {snapshot_hash(sample_snapshot())[:12]}.",
    ]
    assert lines[5] == "Overall: Requires improvement"
    assert "Outcomes: Not rated" in lines
    assert f"  For the panel: {sample_snapshot().ratings[0].flags[0].sentence}" in lines


def test_the_text_says_how_many_cases_were_withdrawn() -> None:
    snapshot = sample_snapshot()
    withdrawn = replace(snapshot, cases=replace(snapshot.cases, withdrawn=2))
    assert "Withdrawn" not in printed(snapshot)
    assert "86 of 89 cases are signed off and counted.\nWithdrawn, and not among them: 2." in printed(
        withdrawn
    )


def test_the_text_gives_every_denominator() -> None:
    text = printed(sample_snapshot())
    assert "    No: 52 of 85, 61 per cent; 1 not applicable\n" in text
    assert "    Mean: 2.6 from 80 answers; 6 not asked\n" in text
    assert text.endswith("      Not recorded: No case was judged.")
    assert text.count("  Did the plan address the person's needs?\n    Yes") == 1


def test_an_empty_inspection_is_a_sentence_not_a_blank() -> None:
    text = printed(snapshot_of([]))
    assert "    Present: There is no case to count.\n" in text
    assert "Overall: Not rated" in text


def test_real_data_without_standards_has_no_label_and_no_rating() -> None:
    snapshot = sample_snapshot()
    real = replace(
        snapshot,
        inspection=replace(snapshot.inspection, synthetic=False),
        ratings=(),
        overall=None,
    )
    assert printed(real).startswith("Sample inspection (sample-2016)\n86 of 89 cases")
    assert "Overall" not in printed(real)


def test_the_text_says_what_was_decided_by_whom_and_why() -> None:
    cases = answered("plan_enough", fully=10)
    text = printed(snapshot_of(cases, judgements={"planning": "good", "overall": "inadequate"}))
    assert "Planning: Outstanding" in text
    assert "  Decided: Good (2026-03-01, Panel): We looked." in text
    assert "  Decided: Inadequate (2026-03-01, Panel): We looked." in text
    assert "  With what was decided about standards: Good" in text
    same = snapshot_of(cases, judgements={"planning": "outstanding"})
    [decision] = same.decided
    same = replace(same, decided=(replace(decision, computed_then="outstanding"),))
    assert "  Decided: Outstanding, which confirms the computed rating (2026-03-01, Panel)" in printed(same)
    public = printed(edition(snapshot_of(cases, judgements={"planning": "good"}), 0))
    assert "  Decided: Good (2026-03-01): We looked." in public
