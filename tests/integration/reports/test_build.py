import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_app.cli import group
from inspect_app.cli import report as command
from inspect_app.findings.snapshot import Snapshot
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import build as building
from inspect_app.reports.build import build_outputs
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.placing import place


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    """The PDF that is set already, instead of setting it again."""
    monkeypatch.setattr(building, "make_pdf", lambda *_: pdf)


def ignore(_stage: str, _share: float) -> None:
    """Progress that nobody watches."""


@pytest.mark.usefixtures("quick")
def test_two_files_of_one_edition_are_written(snapshot: Snapshot, tmp_path: Path, pdf: bytes) -> None:
    told: list[tuple[str, float]] = []
    files = build_outputs(
        figures_alone(snapshot), snapshot, tmp_path / "new" / "out", lambda *step: told.append(step)
    )
    assert [path.name for path in files] == ["report.pdf", "findings.xlsx"]
    assert files[0].read_bytes() == pdf
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("Done", 1.0))
    assert sorted(path.name for path in files[0].parent.iterdir()) == ["findings.xlsx", "report.pdf"]


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


@pytest.mark.usefixtures("quick")
def test_the_command_says_what_it_wrote(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Session:
        def __enter__(self) -> None:
            """Nothing is read."""

        def __exit__(self, *_: object) -> None:
            """Nothing is kept."""

    monkeypatch.setattr(command, "open_session", Session)
    monkeypatch.setattr(command, "make_snapshot", lambda *_, **__: snapshot)
    done = CliRunner().invoke(group, ["report", "build", "sample-2016", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        f"Edition {printed_hash(figures_alone(snapshot))}",
        *(str(tmp_path / name) for name in ("report.pdf", "findings.xlsx")),
    ]
    assert "Starting" in done.stderr


def test_help_has_an_example() -> None:
    shown = CliRunner().invoke(group, ["report", "build", "--help"]).output
    assert "inspect-app report build north-2026 --out" in shown
