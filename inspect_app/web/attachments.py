"""Files that are sent to be kept, never to be shown in the browser."""

from io import BytesIO
from pathlib import Path

from flask import Response, send_file

TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""What a file is, by how its name ends."""
AS_BYTES = "application/octet-stream"


def type_of(name: str) -> str:
    """What a file of a name is."""
    return TYPES.get(Path(name).suffix, AS_BYTES)


def attached(data: bytes, name: str) -> Response:
    """A file that was made for this response."""
    return send_file(BytesIO(data), type_of(name), as_attachment=True, download_name=name)


def attached_file(path: Path, name: str) -> Response:
    """A file that lies on the disk, sent whole."""
    return send_file(
        path.resolve(), type_of(name), as_attachment=True, download_name=name, conditional=False, etag=False
    )
