"""Raw data say where each case belongs, and all that published estimates rest on."""

import csv
import json
from collections import defaultdict
from math import sqrt
from pathlib import Path

import pytest
from frictionless import Package

from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.records import areas
from inspect_app.records.cases import add_case
from inspect_app.records.models import CaseRow, DrawRow, ReplacementRow
from inspect_app.reports.raw_data.build import Form, build_data
from tests.integration.fieldwork.scoring import Scorer

HELD = {"women": 10, "men": 6}


@pytest.fixture
def drawn(scorer: Scorer) -> Scorer:
    """Five cases signed off, one of them taken beside the draw, and one begun; a man was transferred."""
    inspection = get_inspection(scorer.session, scorer.ref).id
    for reference in ("004", "005", "006", "007"):
        add_case(scorer.session, inspection, reference, {"sex": "male"}, stratum="men")
    add_case(scorer.session, inspection, "008", {"sex": "female"})
    strata = [
        {"id": id_, "title": id_, "population": held, "primaries": 3, "reserves": 0, "drawn": 3}
        for id_, held in HELD.items()
    ]
    plan = {"strata": strata, "population": 16, "trace": [], "excluded": {}, "open_problems": 0}
    draw = DrawRow(
        inspection_id=inspection,
        number=1,
        seed="seed",
        method="systematic",
        version="1",
        size=6,
        buffer=0,
        frame_hash="ab" * 32,
        plan=plan,
        drawn_at=scorer.clock(),
        author="somebody",
        device="here",
    )
    scorer.session.add(draw)
    scorer.session.flush()
    left = scorer.session.query(CaseRow).filter_by(inspection_id=inspection, reference="007").one()
    replacement = ReplacementRow(
        inspection_id=inspection,
        draw_id=draw.id,
        stratum="men",
        case_id=left.id,
        taken_id=None,
        became_id=None,
        reason="transferred",
        words="",
        at=scorer.clock(),
        author="somebody",
        device="here",
    )
    scorer.session.add(replacement)
    for reference, home in zip(
        ("001", "002", "004", "005", "008"), ("no", "yes", "yes", "na", "no"), strict=True
    ):
        scorer.finish(reference, home=home, **({"tried": ["hostel"]} if home == "no" else {}))
    scorer.save({"home": "yes"}, reference="003")
    return scorer


def lines(scorer: Scorer, out: Path) -> dict[str, dict[str, str]]:
    """Every case as the CSV has it, by reference, once frictionless found the package valid."""
    data = read_data(scorer.session, scorer.ref, Wanted(every=True))
    build_data(data, Form.CSV, out, lambda _stage, _share: None)
    report = Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    with (out / "data.csv").open(newline="", encoding="utf-8") as file:
        return {line["case.reference"]: line for line in csv.DictReader(file)}


def test_a_published_estimate_can_be_repeated_from_the_file(drawn: Scorer, tmp_path: Path) -> None:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"yes": 0, "no": 0, "na": 0})
    design: dict[str, tuple[int, int, float]] = {}
    for line in lines(drawn, tmp_path).values():
        if line["case.status"] == "signed_off" and float(line["case.weight"]):
            stratum = line["case.stratum"]
            counts[stratum][line["q.home"]] += 1
            held, sampled = int(line["case.stratum_population"]), int(line["case.stratum_sampled"])
            design[stratum] = (held, sampled, float(line["case.weight"]))
    assert design == {"women": (10, 2, 5.0), "men": (6, 3, 2.0)}
    judged = sum(w * (counts[id_]["yes"] + counts[id_]["no"]) for id_, (_, _, w) in design.items())
    share = sum(w * counts[id_]["yes"] for id_, (_, _, w) in design.items()) / judged
    squares = 0.0
    for id_, (held, sampled, w) in design.items():
        a, b = counts[id_]["yes"], counts[id_]["no"]
        c = sampled - a - b
        spread = a * b + a * c * (1 - share) ** 2 + b * c * share**2
        squares += w**2 * (1 - sampled / held) * spread / (sampled - 1)
    table = TableDefinition.model_validate({"id": "one", "title": "One", "rows": [{"questions": ["home"]}]})
    made = find_figures(drawn.session, drawn.ref, tables=[table]).tables[0].rows[0].cells[0].estimate
    assert made is not None
    assert (made.value, made.se) == pytest.approx((share, sqrt(squares) / judged), rel=1e-11)


def test_cases_that_no_figure_counts_or_that_no_draw_took(drawn: Scorer, tmp_path: Path) -> None:
    found = lines(drawn, tmp_path)
    of_sample = ("case.stratum_population", "case.stratum_sampled", "case.weight")
    assert [found["003"][name] for name in of_sample] == ["10", "2", "[not counted]"]
    assert [found["008"][name] for name in of_sample] == ["0", "1", "0"]
    with (tmp_path / "codebook.csv").open(newline="", encoding="utf-8") as file:
        told = {(line["column"], line["value"]): line for line in csv.DictReader(file)}
    assert told["case.weight", "[not counted]"]["missing"] == "yes"
    assert "stands for" in told["case.weight", "[not counted]"]["label"]


def test_without_a_draw_there_is_no_weight(scorer: Scorer, tmp_path: Path) -> None:
    scorer.finish("001")
    assert lines(scorer, tmp_path)["001"]["case.weight"] == "[not recorded]"


def test_each_level_of_area_has_a_column(scorer: Scorer, tmp_path: Path) -> None:
    inspection = get_inspection(scorer.session, scorer.ref).id
    region = areas.add(scorer.session, inspection, None, "=North")
    unit = areas.add(scorer.session, inspection, region, "North 1")
    team = areas.add(scorer.session, inspection, unit, "Team A, early")
    of_inspection = scorer.session.query(CaseRow).filter_by(inspection_id=inspection)
    for reference, area in {"001": team, "002": unit}.items():
        of_inspection.filter_by(reference=reference).one().area_id = area
    found = lines(scorer, tmp_path)
    names = ("case.region", "case.unit", "case.team")
    assert [found["001"][name] for name in names] == ["'=North", "North 1", "Team A, early"]
    assert [found["002"][name] for name in names] == ["'=North", "North 1", ""]
    assert [found["003"][name] for name in names] == ["", "", ""]
    fields = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {"name": "case.team", "type": "string", "title": "Team of the case’s area"} in (
        fields["resources"][0]["schema"]["fields"]
    )
