"""Unpacks an uploaded questionnaire folder without trusting the archive."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from inspect_app.questionnaire.loader import MANIFEST, SCHEME
from inspect_app.questionnaire.problems import UserError

MAXIMUM_FILES = 2_000
MAXIMUM_BYTES = 8 * 1024 * 1024
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How zip archives are packed everywhere; of other ways the library unpacks a block whole, however large."""
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OSError),
)


@contextmanager
def unpacked(data: bytes) -> Iterator[Path]:
    """A temporary folder with the archive's YAML files, placed as beside its instrument.yaml.

    Raises UserError when it is no readable zip archive, holds too much or has no instrument.yaml.
    """
    files = read_archive(data)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for place, content in files.items():
            target = folder / place
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content)
        yield folder


def read_archive(data: bytes) -> dict[str, bytes]:
    """The manifest, scheme and questions of an archive, by their place beside the manifest."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            return _contents(archive, entries)
    except UNREADABLE:
        # RuntimeError is how zipfile says that an entry is encrypted.
        raise UserError("The file can’t be read. Choose a zip archive without a password.") from None


def _contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    if len(entries) > MAXIMUM_FILES:
        raise UserError(f"The archive has {len(entries):,} files; {MAXIMUM_FILES:,} are the most allowed.")
    if any(entry.compress_type not in USUAL for entry in entries):
        raise UserError("The archive is packed in an unusual way. Make it anew as an ordinary zip archive.")
    root = _root(entries)
    places = {_place(PurePosixPath(entry.filename), root): entry for entry in entries}
    room = MAXIMUM_BYTES
    files: dict[str, bytes] = {}
    for place, entry in places.items():
        if place is None:
            continue
        # The sizes an archive states are only claims: reading stops where the room ends.
        with archive.open(entry) as file:
            files[place] = file.read(room + 1)
        room -= len(files[place])
        if room < 0:
            raise UserError(
                f"The archive holds more than {MAXIMUM_BYTES // 1024**2} megabytes of definitions."
            )
    return files


def _root(entries: list[zipfile.ZipInfo]) -> PurePosixPath:
    manifests = [PurePosixPath(entry.filename) for entry in entries]
    roots = [path.parent for path in manifests if path.name == MANIFEST]
    if len(roots) != 1:
        raise UserError(f"The archive must hold one {MANIFEST}; this one holds {len(roots)}.")
    return roots[0]


def _place(path: PurePosixPath, root: PurePosixPath) -> str | None:
    """Where a file belongs in the folder; None for one that is no part of a definition."""
    if path in (root / MANIFEST, root / SCHEME):
        return path.name
    if path.parent == root / "questions" and path.suffix == ".yaml" and "\\" not in path.name:
        return f"questions/{path.name}"
    return None
