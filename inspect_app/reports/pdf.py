"""Turns a page of HTML into an accessible PDF, in a child process that can't harm its parent."""

import json
import subprocess
import sys
from pathlib import Path

from inspect_app.questionnaire.problems import UserError

TIME_LIMIT = 300.0


def make_pdf(
    html: str, folder: Path, fonts: tuple[str, ...], identifier: str, time_limit: float = TIME_LIMIT
) -> bytes:
    """The PDF/UA-1 form of `html`; the same arguments always give the same bytes.

    Stylesheets and images come from `folder` and nowhere else. `fonts` are the families allowed to appear;
    `identifier` (hexadecimal) becomes the file's identity. The child's memory goes back to the system.
    Raises UserError when a font, an image or a system library is missing, or after `time_limit` seconds.
    """
    order = json.dumps({"html": html, "folder": str(folder), "fonts": fonts, "identifier": identifier})
    command = [sys.executable, "-P", "-m", "inspect_app.reports.typesetter"]
    try:
        done = subprocess.run(
            command, input=order.encode(), capture_output=True, timeout=time_limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise UserError(
            f"The PDF was stopped because it took longer than {time_limit:g} seconds. "
            "Try again when the computer is less busy."
        ) from None
    if done.returncode == 0:
        return done.stdout
    last = (done.stderr.decode(errors="replace").strip().splitlines() or [f"exit status {done.returncode}"])[
        -1
    ]
    raise UserError(f"The PDF was not made: {last}")
