"""The data annexe: every published figure once, described so that a programme can read it."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package

from inspect_app.findings.figures import Estimate, Measure, Method
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import SUPPRESSED, edition
from inspect_app.reports.annexe import COLUMNS, SHORTHAND, published_figures
from inspect_app.reports.annexe_files import KEY, annexe_files
from tests.samples import RELEASE, sample_snapshot, share

SNAPSHOT = sample_snapshot()
PUBLIC = edition(SNAPSHOT, 10)
PRINTED = "62dc7c789f55"


def lines(snapshot: Snapshot, **wanted: str) -> list[dict[str, str]]:
    """The lines of figures.csv, read again, that have those values."""
    read = csv.DictReader(io.StringIO(annexe_files(snapshot, PRINTED)["figures.csv"].decode(), newline=""))
    return [line for line in read if all(line[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize("snapshot", [SNAPSHOT, PUBLIC], ids=["internal", "public"])
def test_every_figure_of_every_table_is_the_snapshot_s(snapshot: Snapshot) -> None:
    for table in snapshot.tables:
        found = iter(lines(snapshot, about="table", table=table.id))
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                line = next(found)
                assert (line["row"], line["column_label"]) == (row.id, column.label)
                expected = "[c]" if cell.suppressed else str(cell.numerator)
                assert line["cases"] == expected
                assert line["out_of"] == ("[c]" if cell.suppressed else str(cell.denominator))
                if row.measure is Measure.SHARE and not cell.suppressed and cell.per_cent is not None:
                    assert line["per_cent"] == str(cell.per_cent)
        assert next(found, None) is None


def test_what_is_suppressed_has_no_number_anywhere_in_its_line() -> None:
    cell = replace(share(3, 85, 1), numerator=None, denominator=None, suppressed=True)
    rows = (replace(RELEASE.rows[2], cells=(cell,)),)
    changed = replace(SNAPSHOT, tables=(replace(RELEASE, rows=rows),))
    (line,) = lines(changed, about="table")
    numbers = ("cases", "out_of", "per_cent", "value", "interval_low", "not_applicable", "small_base")
    assert {line[name] for name in numbers} == {"[c]", "[z]"}
    assert SUPPRESSED.suppressed


def test_dates_and_numbers_have_columns_of_their_own() -> None:
    (day,) = lines(SNAPSHOT, row="released_on.earliest", table="section.release")
    assert (day["date"], day["value"], day["per_cent"]) == ("2015-10-05", "[z]", "[z]")
    (mean,) = lines(SNAPSHOT, row="contacts.mean", table="section.planning")
    assert (mean["value"], mean["date"]) == ("2.6", "[z]")


def test_an_estimate_comes_with_its_interval_and_how_it_was_made() -> None:
    estimate = Estimate(0.39, 0.05, 80, 0.95, Method.WILSON, 0.29, 0.5)
    cell = replace(share(33, 85, 1), estimate=estimate)
    rows = (replace(RELEASE.rows[2], cells=(cell,)),)
    (line,) = lines(replace(SNAPSHOT, tables=(replace(RELEASE, rows=rows),)), about="table")
    found = [line[name] for name in ("interval_low", "interval_high", "interval_level", "interval_method")]
    assert found == ["29.0", "50.0", "0.95", "wilson"]


def test_a_share_under_one_per_cent_is_a_number_here() -> None:
    rows = (replace(RELEASE.rows[2], cells=(share(1, 300),)),)
    (line,) = lines(replace(SNAPSHOT, tables=(replace(RELEASE, rows=rows),)), about="table")
    assert (line["cases"], line["per_cent"]) == ("1", "0")


def test_ratings_the_overall_rating_and_the_sample_are_there_too() -> None:
    planning, protection, outcomes = lines(SNAPSHOT, about="rating")
    assert (planning["rating"], planning["points"], planning["per_cent"]) == ("Good", "2", "66")
    assert protection["rating_computed"] == "Inadequate"
    assert (outcomes["rating"], outcomes["points"]) == ("Not rated", "[x]")
    (overall,) = lines(SNAPSHOT, about="overall rating")
    assert overall["rating"] == "Requires improvement"
    (drawn,) = lines(SNAPSHOT, about="sample", table="female", row="drawn")
    assert drawn["cases"] == "40"


@pytest.mark.parametrize("snapshot", [SNAPSHOT, PUBLIC], ids=["internal", "public"])
def test_frictionless_finds_the_annexe_valid(snapshot: Snapshot, tmp_path: Path) -> None:
    for name, content in annexe_files(snapshot, PRINTED).items():
        (tmp_path / name).write_bytes(content)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "note"])
    figures = package.get_resource("figures").read_rows()
    assert len(figures) == len(list(published_figures(snapshot)))
    assert isinstance(figures[0]["cases"], int)


def test_frictionless_sees_a_changed_figure(tmp_path: Path) -> None:
    for name, content in annexe_files(SNAPSHOT, PRINTED).items():
        (tmp_path / name).write_bytes(content.replace(b",60,86,", b",61,86,"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_each_figure_is_told_from_every_other_by_its_key() -> None:
    keys = [tuple(line[name] for name in KEY) for line in published_figures(SNAPSHOT)]
    assert len(set(keys)) == len(keys)
    (figures, _) = json.loads(annexe_files(SNAPSHOT, PRINTED)["datapackage.json"])["resources"]
    assert figures["schema"]["primaryKey"] == list(KEY)


def test_the_codebook_explains_every_column_and_the_description_every_shorthand() -> None:
    files = annexe_files(SNAPSHOT, PRINTED)
    codebook = list(csv.DictReader(io.StringIO(files["codebook.csv"].decode(), newline="")))
    assert [line["column"] for line in codebook] == list(COLUMNS) == list(lines(SNAPSHOT)[0])
    assert all(line["meaning"] for line in codebook)
    described = json.loads(files["datapackage.json"])["description"]
    assert all(mark in described for mark in SHORTHAND)
    assert f"Edition {PRINTED}. Handling: OFFICIAL-SENSITIVE; synthetic data; published figures" in described


def test_no_cell_is_blank_and_no_text_is_a_formula() -> None:
    risky = replace(SNAPSHOT, tables=(replace(RELEASE, title="=1+1"),))
    assert {line["title"] for line in lines(risky, about="table")} == {"'=1+1"}
    assert all(text for line in lines(SNAPSHOT) for text in line.values())


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert annexe_files(sample_snapshot(), PRINTED) == annexe_files(SNAPSHOT, PRINTED)
