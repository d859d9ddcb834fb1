"""The one place where an exception becomes a page."""

from contextlib import suppress
from http import HTTPStatus
from math import ceil

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from inspect_app.fieldwork.count_attempts import TooManyAttempts
from inspect_app.fieldwork.permissions import NotAllowed
from inspect_app.questionnaire.problems import Broken, NotThere, Unavailable, UserError
from inspect_app.web.json_answers import in_json, refusal
from inspect_app.web.typed import NOTHING, typed
from inspect_app.web.visitors import find_visitor

Page = tuple[str, int] | Response

WORDS = {
    400: ("The request could not be understood", "Go back, reload the page and try again."),
    403: ("You can’t do this", "This is not open to you."),
    404: ("Page not found", "Check the address if you typed it. If you followed a link, it is out of date."),
    405: ("This address can’t be used that way", "Go back to the page you came from and use its buttons."),
    413: ("What you sent is too large", "Send a smaller file, or shorten the longest comments."),
    429: ("Too many attempts", "Wait a few minutes and try again."),
    500: ("Sorry, something went wrong", "Nothing of this last step was saved. Go back and try again."),
}


KEEPER = "If you don’t look after this server, tell whoever does: nothing that you can do here will mend it."


def explain_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(UserError, user_error)
    app.register_error_handler(Exception, unexpected)


def refused(error: HTTPException) -> Page | HTTPException:
    """A page for an HTTP error; redirects and the like pass as they are."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    theirs = error.code < HTTPStatus.INTERNAL_SERVER_ERROR
    title, advice = WORDS.get(error.code, WORDS[400 if theirs else 500])
    own_words = "description" in vars(error) and error.code == HTTPStatus.BAD_REQUEST
    return _page(title, str(error.description) if own_words else advice, error.code)


def user_error(error: UserError) -> ResponseReturnValue:
    """A page for what a person asked that cannot be done, in the words of the use case."""
    if isinstance(error, TooManyAttempts):
        response = current_app.make_response(_page(WORDS[429][0], str(error), 429))
        response.headers.update(retry_after(error))
        return response
    if isinstance(error, Unavailable) and in_json():
        # Its own words name the database: they are for whoever keeps the server, not for each browser.
        return refusal("The server can’t save at the moment", "It will be tried again.", 503, "unavailable")
    if isinstance(error, Broken):
        current_app.logger.error("%s", error)
        return _page("This can’t be shown at the moment", f"{error} {KEEPER}", 500)
    if isinstance(error, NotAllowed):
        return _page(WORDS[403][0], str(error), 403)
    if request.method == "GET" or isinstance(error, NotThere):
        return _page("This can’t be shown", str(error), 404)
    return _page("This can’t be done", str(error), 422)


def unexpected(error: Exception) -> Page:
    """A page without a traceback; the traceback goes to the server's log."""
    # The rule, not the address: that of a one-time link holds what opens an account.
    current_app.logger.error("Unexpected error at %s", request.url_rule, exc_info=error)
    title, advice = WORDS[500]
    return _page(title, advice, 500)


def retry_after(error: TooManyAttempts) -> dict[str, str]:
    """The header that tells programmes when to try again."""
    return {"Retry-After": str(ceil(error.wait.total_seconds()))}


def expired(_error: CSRFError) -> Page:
    """A page for a form whose token is no longer good, from which the same form can be sent again.

    What was typed is offered only when the browser says it was typed in one of our own pages.
    """
    if in_json():
        return refusal("This page has been open too long", "Load it again.", HTTPStatus.FORBIDDEN, "token")
    own = request.headers.get("Origin") == request.host_url.rstrip("/")
    return render_template("expired.html", typed=typed() if own else NOTHING), 400


def _page(title: str, advice: str, status: int) -> Page:
    if in_json():
        return refusal(title, advice, status)
    with suppress(Unavailable):
        find_visitor()  # without a database the page says what is wrong all the same
    return render_template("error.html", title=title, advice=advice), status
