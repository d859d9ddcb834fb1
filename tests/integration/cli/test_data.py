"""Taking raw data from the command line; what is left when that is cut short."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspect_app.cli.context import local_actor, utc_now
from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.cases import add_case
from inspect_app.records.engine import Engine, reading, transaction
from inspect_app.reports.raw_data.build import Form, build_data
from tests.integration.cli.conftest import Run
from tests.integration.fieldwork.scoring import Scorer, questionnaire

WHY = ("--reason", "Analysis for the annual report", "--to", "Research unit")
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def homes(engine: Engine) -> str:
    """The ref of an inspection with cases 001, signed off, and 002."""
    actor = local_actor()
    with transaction(engine) as session:
        add_definition(session, actor, utc_now, questionnaire())
        create_inspection(session, actor, utc_now, ref="homes", questionnaire="homes", title="Homes")
        for reference in ("001", "002"):
            add_case(session, get_inspection(session, "homes").id, reference, {"sex": "male"})
        Scorer(session, actor, utc_now, "homes").finish("001")
    return "homes"


@pytest.mark.parametrize("form", list(Form))
def test_data_are_taken_for_a_reason_by_somebody(
    run: Run, engine: Engine, homes: str, tmp_path: Path, form: Form
) -> None:
    out = tmp_path / "new" / "data"
    ended = run("data", "export", homes, "--format", form, "--out", out, "--texts", *WHY)
    files = [f"data.{form}", "codebook.csv", "datapackage.json", "manifest.json"]
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == ["1 case", *(str(out / name) for name in files)]
    assert sorted(path.name for path in out.iterdir()) == sorted(files)
    with transaction(engine) as session:
        line = access_log.events(session, homes)[-1]
    assert (line.action, line.reason, line.recipient) == ("data.export", WHY[1], WHY[3])
    assert line.detail == {"format": form.value, "every_case": False, "texts": True}


def test_every_case_is_taken_if_asked_for(run: Run, homes: str, tmp_path: Path) -> None:
    assert run("data", "export", homes, "--out", tmp_path, "--every-case", *WHY).out.startswith("2 cases\n")


@ON_SQLITE
def test_without_a_reason_nothing_leaves(run: Run, homes: str, tmp_path: Path) -> None:
    ended = run("data", "export", homes, "--out", tmp_path, "--reason", "  ", "--to", "Me")
    assert (ended.status, ended.err) == (
        2,
        "inspect-app: Give the reason in a few words, with at most 2,000 characters.\n",
    )
    assert run("data", "export", homes, "--out", tmp_path, "--to", "Me").status == 2
    assert not list(tmp_path.iterdir())


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file of this process can grow beyond a size, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@ON_SQLITE
@pytest.mark.parametrize("form", list(Form))
def test_a_full_disk_leaves_the_older_file_whole(
    engine: Engine, homes: str, tmp_path: Path, form: Form
) -> None:
    older = tmp_path / f"data.{form}"
    older.write_bytes(b"older")
    with reading(engine) as session:
        data = read_data(session, homes, Wanted(every=True, texts=True))
        with little_room(200), pytest.raises(UserError, match=r"can't be written: .*make room"):
            build_data(data, form, tmp_path, lambda _stage, _share: None)
    assert [path.name for path in tmp_path.iterdir()] == [older.name]
    assert older.read_bytes() == b"older"


HANGS = """
import sys, time
from dataclasses import replace
from pathlib import Path
from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.records.engine import open_engine, reading
from inspect_app.reports.raw_data.build import Form, build_data

def halfway(blocks):
    yield from blocks
    print("half", flush=True)
    time.sleep(60)

url, form, out = sys.argv[1:]
with reading(open_engine(url)) as session:
    data = read_data(session, "homes", Wanted())
    build_data(replace(data, blocks=halfway(data.blocks)), Form(form), Path(out), lambda *_: None)
"""


@ON_SQLITE
@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize("form", list(Form))
def test_one_that_is_killed_leaves_no_half_file_under_its_name(
    engine: Engine, tmp_path: Path, form: Form
) -> None:
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HANGS, url, form, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert not [path for path in tmp_path.iterdir() if not path.name.endswith(".part")]
