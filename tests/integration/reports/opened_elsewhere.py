"""Opens finished files with LibreOffice, which knows nothing of what wrote them."""

import csv
import subprocess
from collections.abc import Mapping
from pathlib import Path

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def converted(files: Mapping[str, bytes], to: str, folder: Path) -> Path:
    """The folder with what LibreOffice makes of the files, all of them in one start."""
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for name, content in files.items():
        (given / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(made)]
    done = subprocess.run(
        [*command, *(str(given / name) for name in files)], capture_output=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return made


def sheets_of(made: Path, stem: str) -> dict[str, list[list[str]]]:
    """The sheets of a workbook that was converted to EVERY_SHEET, each by its name."""
    found = {}
    for path in made.glob(f"{stem}-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix(f"{stem}-")] = list(csv.reader(file))
    return found
