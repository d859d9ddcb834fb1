"""The page for statisticians names everything that inspect-app estimate can print."""

from dataclasses import fields
from pathlib import Path

from inspect_app.findings.estimates import remarks
from inspect_app.findings.estimates.differences import Difference
from inspect_app.findings.estimates.estimates import Estimate
from inspect_app.findings.estimates.remarks import Remark

PAGE = (Path(__file__).parents[4] / "docs/report-writer/estimates.md").read_text(encoding="utf-8")
VERSIONS = (Path(__file__).parents[3] / "data/estimates/versions.txt").read_text(encoding="utf-8")


def test_every_field_is_described() -> None:
    names = [field.name for kind in (Estimate, Difference) for field in fields(kind)]
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_every_remark_is_described() -> None:
    made = [each for each in vars(remarks).values() if isinstance(each, Remark)]
    ids = {remark.id for remark in (*made, remarks.lone_cases(["a"]), remarks.not_sampled(["a"]))}
    assert [id_ for id_ in sorted(ids) if f"`{id_}`" not in PAGE] == []


def test_the_versions_of_r_are_those_that_were_asked() -> None:
    assert "R version 4.2.2" in VERSIONS
    assert "R 4.2.2" in PAGE
    assert "survey 4.1.1" in VERSIONS
    assert "`survey` 4.1-1" in PAGE
