"""Runs command lines on a test's database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspect_app.cli import main
from inspect_app.cli.context import local_actor, utc_now
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Engine, transaction
from tests.integration.fieldwork.scoring import Scorer, questionnaire


@dataclass(frozen=True)
class Ended:
    """What a run printed and the status it ended with."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line on the database."""
    monkeypatch.setenv("INSPECT_DATABASE_URL", engine.url.render_as_string(hide_password=False))

    def ran(*arguments: object) -> Ended:
        status: object = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        return Ended(status, *capsys.readouterr())

    return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire of somebody's own, as files."""
    definition = questionnaire().model_dump(mode="json", by_alias=True, exclude_none=True)
    questions, scheme = definition.pop("questions"), definition.pop("sampling")
    path = tmp_path / "homes"
    (path / "questions").mkdir(parents=True)
    (path / "scheme.yaml").write_text(yaml.safe_dump({**scheme, "strata": definition.pop("strata")}), "utf-8")
    rated = {**definition.pop("rating_rules"), "bands": definition.pop("ratings")}
    rated["standards"] = definition.pop("standards")
    (path / "ratings.yaml").write_text(yaml.safe_dump(rated), "utf-8")
    (path / "instrument.yaml").write_text(yaml.safe_dump(definition), encoding="utf-8")
    for question in questions:
        (path / "questions" / f"{question['id']}.yaml").write_text(yaml.safe_dump(question), encoding="utf-8")
    return path


@pytest.fixture
def homes(run: Run, folder: Path, engine: Engine) -> str:
    """The ref of an inspection with cases 001 and 002."""
    assert run("questionnaire", "add", folder).status == 0
    assert run("inspection", "create", "homes", "--questionnaire", "homes", "--title", "Homes").status == 0
    with transaction(engine) as session:
        for reference in ("001", "002"):
            add_case(session, get_inspection(session, "homes").id, reference, {"sex": "male"}, stratum="men")
    return "homes"


def finish(engine: Engine, ref: str, reference: str = "001") -> None:
    with transaction(engine) as session:
        Scorer(session, local_actor(), utc_now, ref).finish(reference)


def as_json(ended: Ended) -> Any:
    assert ended.err == ""
    return json.loads(ended.out)
