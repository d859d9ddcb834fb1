"""Tells a load balancer whether this process answers and whether it can serve pages, and nothing else."""

from flask import Response
from flask.typing import ResponseReturnValue

from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import check_at_head
from inspect_app.web.audiences import Entrance, entrance


@entrance("/health")
def health(_entrance: Entrance) -> ResponseReturnValue:
    """Says that the process answers, whatever becomes of its database."""
    return said("ok")


@entrance("/ready")
def ready(entrance: Entrance) -> ResponseReturnValue:
    """Says whether the database can be reached and has this version's tables."""
    try:
        check_at_head(entrance.engine)
    except UserError:
        return said("not ready", 503)
    return said("ok")


def said(word: str, status: int = 200) -> Response:
    """A response of a word or two."""
    return Response(f"{word}\n", status, mimetype="text/plain")
