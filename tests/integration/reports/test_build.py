import errno
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_app.cli import group
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import publication_hash
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import build as building
from inspect_app.reports.build import build_outputs
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.placing import place, place_all
from tests.integration.reports.conftest import written_publication

FILES = ["report.pdf", "findings.xlsx", "report-html.zip", "report.docx", "figures.zip", "manifest.json"]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    """The PDF that is set already, instead of setting it again."""
    monkeypatch.setattr(building, "make_pdf", lambda *_: pdf)


def ignore(_stage: str, _share: float) -> None:
    """Progress that nobody watches."""


@pytest.mark.usefixtures("quick")
def test_every_form_of_one_edition_is_written(snapshot: Snapshot, tmp_path: Path, pdf: bytes) -> None:
    told: list[tuple[str, float]] = []
    files = build_outputs(
        figures_alone(snapshot), snapshot, tmp_path / "new" / "out", lambda *step: told.append(step)
    )
    assert [path.name for path in files] == FILES
    assert files[0].read_bytes() == pdf
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("Done", 1.0))
    assert sorted(path.name for path in files[0].parent.iterdir()) == sorted(FILES)


@pytest.mark.usefixtures("quick")
def test_the_manifest_says_of_which_edition_each_file_is(snapshot: Snapshot, tmp_path: Path) -> None:
    publication = written_publication(snapshot)
    build_outputs(publication, snapshot, tmp_path, ignore)
    told = json.loads((tmp_path / "manifest.json").read_text())
    files = told.pop("files")
    assert told == {
        "inspection": "sample-2016",
        "language": "en",
        "stage": "draft",
        "number": 2,
        "edition": publication_hash(publication),
        "figures": publication.figures,
    }
    kept = {name: (tmp_path / name).read_bytes() for name in FILES[:-1]}
    assert [(each["path"], each["bytes"], each["hash"]) for each in files] == [
        (name, len(content), f"sha256:{sha256(content).hexdigest()}") for name, content in kept.items()
    ]


def test_a_report_that_fails_leaves_the_older_edition_whole(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise UserError("No font.")

    monkeypatch.setattr(building, "make_pdf", fails)
    (tmp_path / "report.pdf").write_bytes(b"older")
    with pytest.raises(UserError, match=r"No font\."):
        build_outputs(figures_alone(snapshot), snapshot, tmp_path, ignore)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    assert (tmp_path / "report.pdf").read_bytes() == b"older"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "report.pdf"
    path.write_bytes(b"older")
    monkeypatch.setattr("inspect_app.reports.placing.os.fsync", full)
    with pytest.raises(UserError, match=r"report\.pdf can't be written: No space left on device"):
        place(b"newer", path)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(UserError, match="Choose another folder"):
        place(b"x", tmp_path / "taken" / "report.pdf")


def test_a_disk_that_fills_at_the_second_file_leaves_the_older_edition_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full_at_the_second(path: Path, content: bytes) -> int:
        if "second" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    (tmp_path / "first").write_bytes(b"older")
    monkeypatch.setattr(Path, "write_bytes", full_at_the_second)
    with pytest.raises(UserError, match="second can't be written: No space left on device"):
        place_all({"first": b"newer", "second": b"newer", "third": b"newer"}, tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("first", b"older")]


def test_help_has_an_example() -> None:
    shown = CliRunner().invoke(group, ["report", "build", "--help"]).output
    assert "inspect-app report build north-2026 --out" in shown
