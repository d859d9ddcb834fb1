"""How long it takes to load a questionnaire and to find out what counts for a case."""

import json
from importlib import import_module
from pathlib import Path

import yaml

from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk
from tests.benchmarks.conftest import ATTRIBUTES, Scored
from tests.benchmarks.stopwatch import compare


def test_walking_the_route(definition: Definition, scored: Scored) -> None:
    answers, comments = scored["001"]
    written = json.dumps([answers, comments])
    compare(
        "walk 67 questions",
        lambda: walk(definition, ATTRIBUTES, answers, comments),
        "reading the same answers from JSON",
        lambda: json.loads(written),
        rounds=15,
        times=50,
    )
    assert walk(definition, ATTRIBUTES, answers, comments).complete


def test_loading_and_linting() -> None:
    folder = (
        Path(next(iter(import_module("inspect_app.questionnaires").__path__))) / "through-the-gate" / "1.0"
    )

    def read() -> list[object]:
        return [yaml.load(path.read_text(), yaml.CSafeLoader) for path in folder.rglob("*.yaml")]

    compare("load and lint 67 questions", lambda: load(folder), "PyYAML reading the files", read, rounds=5)
    assert load(folder)[1] == []
