"""Forms whose fields the browser keeps until the server has accepted them (static/kept_form.js)."""

import re

from flask import flash, request

KEPT = "kept"
"""The field in which the browser says by which key it keeps a form."""
ACCEPTED = "accepted"
"""What such a key is called among the messages to the page that follows."""
_KEY = re.compile(r"[0-9a-f]{16}")


def accept() -> None:
    """Lets the page that follows tell the browser that the form which was sent need be kept no longer."""
    key = request.form.get(KEPT, "")
    if _KEY.fullmatch(key):
        flash(key, ACCEPTED)
