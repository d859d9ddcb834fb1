"""The demonstration of the second instrument: 120 cases in two areas, rated, reported and broken down."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspect_app.cli import main
from inspect_app.fieldwork.demonstration.scenes import SCENES
from inspect_app.fieldwork.find_area_edition import find_area_edition
from inspect_app.fieldwork.find_figures import find_figures
from inspect_app.fieldwork.load_demonstration import load_demonstration
from inspect_app.records import areas, inspections
from inspect_app.records.engine import open_engine, transaction

SCENE = SCENES["core-case-supervision"]
FIGURES_DECIDE = ("assessment", "planning", "delivery", "reviewing")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("supervision")
    main(["demo", "--instrument", "core-case-supervision", "--no-serve", "--out", str(made)])
    return made


def test_120_cases_are_counted_and_the_four_standards_differ(folder: Path) -> None:
    engine = open_engine(f"sqlite:///{folder / 'inspect-app.sqlite3'}")
    with transaction(engine) as session:
        figures = find_figures(session, SCENE.ref)
        again = list(load_demonstration(session, lambda: datetime.now(UTC), SCENE))
        tree = areas.of_inspections(session, {inspections.find(session, SCENE.ref)[0].id})
        tops = sorted((area.name, area.id) for area in tree if area.parent is None)
        editions = [find_area_edition(session, SCENE.ref, id_).snapshot for _, id_ in tops]
    assert (figures.cases.signed_off, again) == (120, [120])
    ratings = {rating.id: rating for rating in figures.ratings}
    assert len({ratings[id_].band for id_ in FIGURES_DECIDE}) >= 2
    assert [ratings[id_].band for id_ in SCENE.judged] == [band for band, _ in SCENE.judged.values()]
    assert figures.overall is not None
    assert (figures.overall.standards, figures.overall.highest_points) == (7, 21)
    assert all(len(ratings[id_].key_questions) == 3 for id_ in FIGURES_DECIDE)
    assert [name for name, _ in tops] == ["Coast", "Moors"]
    counts = [snapshot.cases.signed_off for snapshot in editions]
    assert sum(counts) == 120
    assert min(counts) > 40
    # Standards that people rate are rated of the whole inspection, so no area's edition has them.
    assert all([rating.id for rating in each.ratings] == list(FIGURES_DECIDE) for each in editions)


def test_the_report_prints_the_ratings(folder: Path) -> None:
    command = ["pdftotext", str(folder / "report.pdf"), "-"]
    words = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert "Core case supervision" in words
    assert "The lowest key question decides the rating" in words
    assert "synthetic" in words.lower()
