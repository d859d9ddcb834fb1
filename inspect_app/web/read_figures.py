"""The button by which the author of a text says to have read its changed figures."""

from flask import flash, request

from inspect_app.fieldwork.mark_read import mark_seen
from inspect_app.fieldwork.save_text import Spot
from inspect_app.questionnaire.problems import UserError
from inspect_app.web.audiences import Work

READ = "read "
"""What the button says begins with this; the mark of the figures that its page showed follows."""


def flash_saved(work: Work, spot: Spot) -> None:
    """Tells that a text is saved, and marks it as read if that was the button."""
    said = request.form.get("do", "")
    if not said.startswith(READ):
        flash("Saved.")
        return
    try:
        mark_seen(*work, spot=spot, mark=said.removeprefix(READ))
    except UserError as error:
        flash(f"Saved, but not marked as read: {error}")
    else:
        flash("Saved, and its figures are marked as read.")
