"""Zip files without any time of day: the same files always give the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold
_A_FILE = 0o644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip file, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.external_attr = _A_FILE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def steady(written: bytes) -> bytes:
    """A zip file again, without the times that its writer put into it."""
    with zipfile.ZipFile(io.BytesIO(written)) as source:
        return zipped({name: source.read(name) for name in source.namelist()})
