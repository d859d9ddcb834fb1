"""Who each page is for, and the one way a page is registered: with a transaction of its own."""

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Blueprint, current_app, make_response, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from inspect_app.fieldwork.log_look import Look, log_look
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session, reading, transaction

administrators = Blueprint("administrators", __name__)
leads = Blueprint("leads", __name__)
inspectors = Blueprint("inspectors", __name__)
readers = Blueprint("readers", __name__)

AUDIENCES = (administrators, leads, inspectors, readers)


class Afterwards(NamedTuple):
    """A response to be made when the transaction is over, because making it takes long."""

    make: Callable[[], ResponseReturnValue]


View = Callable[..., ResponseReturnValue | Afterwards]


class Work(NamedTuple):
    """What a page works with, in the order the use cases take it."""

    session: Session
    actor: Actor
    clock: Clock


def page(
    audience: Blueprint, rule: str, methods: Sequence[str] = ("GET",), *, shows: Look | None = None
) -> Callable[[View], View]:
    """Registers a view for an audience; it is called with its `Work`, inside one transaction.

    Nothing that a GET does in its transaction is kept. `shows` is the look at an inspection's people that the
    page allows: it is logged in a transaction of its own before the page is sent, unless it leads elsewhere.
    """

    def register(view: View) -> View:
        @functools.wraps(view)
        def in_transaction(**places: Any) -> ResponseReturnValue:
            setting = current_app.extensions["inspect_app"]
            opened = transaction if request.method == "POST" else reading
            with opened(setting.engine) as session:
                answer = view(Work(session, setting.actor, setting.clock), **places)
            response = make_response(answer.make() if isinstance(answer, Afterwards) else answer)
            if shows and response.location is None:
                with transaction(setting.engine) as session:
                    log_look(session, setting.actor, setting.clock, shows, **places)
            return response

        audience.add_url_rule(rule, endpoint=view.__name__, view_func=in_transaction, methods=list(methods))
        return view

    return register


@contextmanager
def attempt(work: Work, form: Form) -> Iterator[None]:
    """Undoes what was written inside when it ends in a user's error, which the form then shows."""
    try:
        with work.session.begin_nested():
            yield
    except UserError as error:
        form.form_errors = [*form.form_errors, str(error)]
