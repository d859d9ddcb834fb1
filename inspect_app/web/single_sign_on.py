"""Signing in by single sign-on: to the provider, and back from it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hmac import compare_digest
from http import HTTPStatus
from typing import Any

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.recognise_identity import recognise_identity
from inspect_app.fieldwork.web_session import begin
from inspect_app.records.engine import transaction
from inspect_app.web.audiences import Entrance, entrance
from inspect_app.web.identity_provider import NOT_BELIEVED, Asked, Proof, ProviderTrouble, provider
from inspect_app.web.logs import log
from inspect_app.web.site import SingleSignOn
from inspect_app.web.visitors import TOKEN, device, remember, setting
from inspect_app.web.way_back import way_back

ASKED = "single_sign_on"
"""Where the cookie keeps what is known of a question until its answer comes: one for each browser."""
NEVER = datetime.fromtimestamp(0, UTC)
FAILED = "Single sign-on didn’t work"


@entrance("/sign-in/sso")
def single_sign_on(_at: Entrance) -> ResponseReturnValue:
    """Leads to the provider; `again` asks there for a new proof, and `next` is where to go on to then."""
    chosen = chosen_provider()
    again = request.args.get("again") == "1"
    try:
        with trouble_is_told():
            address, asked = provider(chosen).ask(back(), again=again)
    except ProviderTrouble:
        return failed(chosen)
    session[ASKED] = {**asked, "again": again, "next": request.args.get("next")}
    return redirect(address)


@entrance("/sign-in/sso/back", methods=("GET", "POST"))
def single_sign_on_back(at: Entrance) -> ResponseReturnValue:
    """Asks whoever comes back to continue, and then signs them in: following a link must change nothing."""
    chosen = chosen_provider()
    sent = request.method == "POST"
    given = request.form if sent else request.args
    kept: dict[str, Any] = session.get(ASKED, {})
    if not compare_digest(str(kept.get("state", "")).encode(), given.get("state", "").encode()) or not kept:
        advice = "It was begun in another browser, or is over already. Sign in again."
        return explain(FAILED, advice, HTTPStatus.BAD_REQUEST)
    if "code" not in given:
        return failed(chosen, f"{chosen.name} didn’t sign you in. Try again, or sign in another way.")
    if not sent:
        return render_template("single_sign_on_back.html", provider=chosen, given=given)
    del session[ASKED]
    try:
        with trouble_is_told():
            proof = provider(chosen).identify(asked_in(kept), given["code"], back())
    except ProviderTrouble:
        return failed(chosen)
    if kept["again"] and not is_fresh(proof):
        advice = f"{chosen.name} didn’t ask you again who you are. Sign out there, and try again."
        return explain(FAILED, advice, HTTPStatus.FORBIDDEN)
    return let_in(at, proof, kept["next"])


def let_in(at: Entrance, proof: Proof, following: str | None) -> ResponseReturnValue:
    """Signs in whose account it is; says the same of every account that isn't to be opened."""
    longest = setting().site.rules.longest
    proved_at = min(proof.proved_at or NEVER, at.clock())
    with transaction(at.engine) as opened:
        account = recognise_identity(opened, at.clock, proof.identity, device())
        token = account and begin(
            opened,
            at.clock,
            account,
            device(),
            longest,
            instead_of=session.get(TOKEN),
            proved_at=proved_at,
        )
    if not token:
        advice = "Your account here has not been made yet; ask your administrator."
        return explain("You can’t sign in yet", advice, HTTPStatus.FORBIDDEN)
    remember(token)
    return redirect(way_back(following))


def is_fresh(proof: Proof) -> bool:
    """Whether somebody proved who they are lately enough for a weighty act."""
    return proof.proved_at is not None and proof.proved_at + setting().site.rules.fresh >= setting().clock()


def asked_in(kept: dict[str, Any]) -> Asked:
    """The question that the cookie keeps."""
    return Asked(state=kept["state"], nonce=kept["nonce"], code_verifier=kept["code_verifier"])


def chosen_provider() -> SingleSignOn:
    """The provider in the settings; without one these pages aren't there."""
    return setting().site.rules.single_sign_on or abort(404)


def back() -> str:
    """Where the provider sends people back to."""
    return url_for("everybody.single_sign_on_back", _external=True)


@contextmanager
def trouble_is_told() -> Iterator[None]:
    """Turns what goes wrong with the provider into one trouble, which the server's log names by its kind."""
    try:
        yield
    except NOT_BELIEVED as error:
        # Not its words: they may hold what was sent.
        log("single_sign_on_failed", logging.WARNING, kind=type(error).__name__)
        raise ProviderTrouble from error


def failed(chosen: SingleSignOn, advice: str = "") -> tuple[str, int]:
    """The page for a provider that doesn't do its part."""
    usual = f"{chosen.name} can’t be reached, or gave no proper answer. Try again in a moment."
    return explain(FAILED, advice or usual, HTTPStatus.BAD_GATEWAY)


def explain(title: str, advice: str, status: int) -> tuple[str, int]:
    """A page that says why somebody isn't signed in."""
    return render_template("error.html", title=title, advice=advice), status
