"""Who each page is for, and the one way a page is registered: with a right and a transaction of its own."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from inspect_app.fieldwork.log_look import Look, log_look
from inspect_app.fieldwork.permissions import IN_AN_INSPECTION, Right, Visitor, belongs, check_may, scope_of
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Engine, Session, reading, transaction
from inspect_app.web.proof import ask_before_acting, ask_to_set_up, ask_to_sign_in, must_set_up
from inspect_app.web.visitors import find_visitor, setting

everybody = Blueprint("everybody", __name__)
administrators = Blueprint("administrators", __name__)
leads = Blueprint("leads", __name__)
inspectors = Blueprint("inspectors", __name__)
readers = Blueprint("readers", __name__)
reviewers = Blueprint("reviewers", __name__)

AUDIENCES = (everybody, administrators, leads, inspectors, readers, reviewers)


class Afterwards(NamedTuple):
    """A response to be made when the transaction is over, because making it takes long."""

    make: Callable[[], ResponseReturnValue]


View = Callable[..., "ResponseReturnValue | Afterwards | Looked"]


class Looked(NamedTuple):
    """A response with what the access log tells of the look; `detail` is None when nobody's case is shown."""

    response: ResponseReturnValue
    detail: Mapping[str, Any] | None


class Work(NamedTuple):
    """What a page works with, in the order the use cases take it."""

    session: Session
    actor: Actor
    clock: Clock


def page(
    audience: Blueprint,
    rule: str,
    methods: Sequence[str] = ("GET",),
    *,
    needs: Right,
    to_send: Right | None = None,
    shows: Look | None = None,
    weighty: bool = False,
) -> Callable[[View], View]:
    """Registers a view for an audience; it is called with its `Work`, inside one transaction.

    Whoever lacks the right `needs` (to send a form, the right `to_send` if given) is refused before anything
    is read, and the transaction finds only what is theirs. Nothing that a GET does in it is kept. `shows` is
    the look at an inspection's people that the page allows: it is logged in a transaction of its own before
    the page is sent, unless it leads elsewhere; a view that answers `Looked` says what of. Before a `weighty`
    form is acted on, whoever sends it has proved lately who they are, or is asked to (see `proof`).
    """

    def register(view: View) -> View:
        @functools.wraps(view)
        def in_transaction(**places: Any) -> ResponseReturnValue:
            sent = request.method == "POST"
            visitor = find_visitor()
            if visitor is None:
                return ask_to_sign_in()
            if must_set_up(visitor):
                return ask_to_set_up()
            check_open(visitor, to_send if sent and to_send else needs, places.get("ref"))
            if sent and (asked := ask_before_acting(visitor, weighty=weighty)) is not None:
                return asked
            response, detail = run(view, visitor, transaction if sent else reading, places)
            if shows and detail is not None and response.location is None:
                with transaction(setting().engine) as session:
                    log_look(session, visitor.actor, setting().clock, shows, detail, **places)
            return response

        audience.add_url_rule(rule, endpoint=view.__name__, view_func=in_transaction, methods=list(methods))
        return view

    return register


def run(
    view: View, visitor: Visitor, opened: Callable[..., Any], places: dict[str, Any]
) -> tuple[Response, Mapping[str, Any] | None]:
    """What a view answers, inside a transaction that finds what is the visitor's, and what to log of it."""
    with opened(setting().engine, scope_of(visitor)) as session:
        answer = view(Work(session, visitor.actor, setting().clock), **places)
    if isinstance(answer, Looked):
        return make_response(answer.response), answer.detail
    return make_response(answer.make() if isinstance(answer, Afterwards) else answer), {}


def check_open(visitor: Visitor, right: Right, ref: str | None) -> None:
    """NotAllowed without the right; an inspection that isn't theirs is as little found as one that isn't."""
    if right in IN_AN_INSPECTION and ref is not None and not belongs(visitor, ref):
        abort(404)
    check_may(visitor, right, ref)


class Entrance(NamedTuple):
    """What a page works with that opens its own transactions, because it lets people in or keeps them out."""

    engine: Engine
    clock: Clock


def entrance(rule: str, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """Registers a view for everybody, signed in or not; nothing of any inspection is found from it.

    It is called with its `Entrance` and has no transaction: whoever guesses passwords must be counted before
    the password is looked at, and be kept counted whatever comes of it.
    """

    def register(view: View) -> View:
        @functools.wraps(view)
        def without_transaction(**places: Any) -> ResponseReturnValue:
            answer = view(Entrance(setting().engine, setting().clock), **places)
            return make_response(answer.make() if isinstance(answer, Afterwards) else answer)

        everybody.add_url_rule(
            rule, endpoint=view.__name__, view_func=without_transaction, methods=list(methods)
        )
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
