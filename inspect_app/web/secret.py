"""The key that signs cookies and form tokens."""

import os
import secrets
from pathlib import Path

NAME = "web-secret-key"


def kept_secret(folder: Path) -> str:
    """The key kept in the data folder, readable by its owner alone; made on first use.

    Keeping it means that a page left open over a restart can still be saved.
    """
    path = folder / NAME
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii")
