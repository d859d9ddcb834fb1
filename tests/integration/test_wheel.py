"""A wheel built from the repository works in an empty environment far from it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("exports", "inspect_app", "migrations", "questionnaires")
DESCRIPTIONS = ("LICENSE", "README.md", "pyproject.toml", "setup.cfg")

STYLESHEET = re.compile(r'<link[^>]*href="([^"]+\.css[^"]*)"')
START_WITHIN = 30


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment holding the wheel, which borrows only the dependencies from this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    wheel = build_wheel(folder / "source", folder / "wheel")
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment)
    pip("--python", environment / "bin/python", "install", "--no-deps", "--no-index", wheel)
    # A folder named in a .pth file is searched, but its own .pth files, such as the checkout's, are not read.
    borrowed = sysconfig.get_paths()["purelib"]
    (site_packages(environment) / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return environment


def build_wheel(source: Path, target: Path) -> Path:
    """The wheel of a copy of the repository, so that building leaves no trace in it."""
    source.mkdir()
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in DESCRIPTIONS:
        shutil.copy(ROOT / name, source)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", target, source)
    return next(target.glob("*.whl"))


def pip(*arguments: str | Path) -> None:
    run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def site_packages(environment: Path) -> Path:
    return next(environment.glob("lib/python*/site-packages"))


def settings(folder: Path) -> dict[str, str]:
    """The variables of somebody who has never heard of the repository, with a database of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "INSPECT_DATABASE_URL": f"sqlite:///{folder / 'out/inspect-app.sqlite3'}",
    }


def run(*command: str | Path, folder: Path | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=settings(folder) if folder else None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def demonstration(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the installed command has run the demonstration."""
    folder = tmp_path_factory.mktemp("home")
    run(environment / "bin/inspect-app", "demo", "--no-serve", "--out", folder / "out", folder=folder)
    return folder


@contextmanager
def served(environment: Path, folder: Path) -> Iterator[str]:
    """The address at which the installed command serves the folder's database."""
    port = free_port()
    command = (environment / "bin/inspect-app", "serve", "--port", str(port))
    with subprocess.Popen(command, cwd=folder, env=settings(folder)) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up and server.poll() is None:
        try:
            fetch(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Nothing answered at {address} within {START_WITHIN} seconds")


def fetch(address: str) -> tuple[str, str]:
    """The kind and the text of what is served there; an error status is an exception."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # always our own server
        return answer.headers.get_content_type(), answer.read().decode("utf-8")


def test_the_installed_package_is_the_wheels_own(environment: Path, tmp_path: Path) -> None:
    where = run(
        environment / "bin/python", "-c", "import inspect_app; print(inspect_app.__file__)", folder=tmp_path
    )
    assert Path(where.strip()) == site_packages(environment) / "inspect_app" / "__init__.py"


@pytest.mark.parametrize("name", SOURCES)
def test_the_wheel_holds_every_file_of_the_repository(environment: Path, name: str) -> None:
    package = site_packages(environment) / "inspect_app"
    installed = package if name == "inspect_app" else package / name
    expected = {path.relative_to(ROOT / name) for path in (ROOT / name).rglob("*") if path.is_file()}
    missing = {
        str(path) for path in expected if "__pycache__" not in path.parts and not (installed / path).is_file()
    }
    assert not missing, "setup.cfg does not ship these; name their package or their pattern"


def test_it_builds_the_report(demonstration: Path) -> None:
    report = demonstration / "out" / "report.pdf"
    assert report.read_bytes().startswith(b"%PDF-")


def test_it_serves_styled_pages(environment: Path, demonstration: Path) -> None:
    with served(environment, demonstration) as address:
        _, page = fetch(address)
        stylesheets = [urljoin(address, link) for link in STYLESHEET.findall(page)]
        assert any("govuk-frontend" in link for link in stylesheets)
        for link in stylesheets:
            kind, text = fetch(link)
            assert kind == "text/css"
            assert "{" in text
