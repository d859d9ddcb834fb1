"""What has to be done first: signing in, setting up a second factor, proving again who somebody is."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms.validators import InputRequired

from inspect_app.fieldwork.count_attempts import TooManyAttempts
from inspect_app.fieldwork.list_own_account import OwnAccount, own_account
from inspect_app.fieldwork.permissions import Visitor
from inspect_app.records import web_sessions
from inspect_app.records.engine import reading, transaction
from inspect_app.web.checks import check_password
from inspect_app.web.errors import retry_after
from inspect_app.web.govuk import PasswordInput
from inspect_app.web.typed import check_typed_by, typed, typed_before_signed_out
from inspect_app.web.visitors import proved_lately, setting, single_sign_on

SET_UP = "readers.second_factor"
PROOF = "proof_password"


class ProofForm(FlaskForm):
    """Proves who somebody is; it is sent together with the form that they are about to send."""

    proof_password = PasswordInput("Password", [InputRequired("Enter your password")])


def ask_to_sign_in() -> ResponseReturnValue:
    """Leads to the page where people sign in, and from there back to this one; nothing typed is lost."""
    if request.method == "GET":
        return redirect(url_for("everybody.sign_in", next=request.full_path.rstrip("?")))
    return render_template("signed_out.html", typed=typed_before_signed_out()), 401


def must_set_up(visitor: Visitor) -> bool:
    """Whether somebody has to set up a second factor before they may do anything else."""
    return visitor.password_alone and setting().site.rules.second_factor and request.endpoint != SET_UP


def ask_to_set_up() -> ResponseReturnValue:
    """Leads to the page where an authenticator app is set up; nothing typed is lost."""
    if request.method == "GET":
        return redirect(url_for(SET_UP))
    return render_template("set_up_first.html", typed=typed()), 403


def ask_before_acting(visitor: Visitor, *, weighty: bool) -> ResponseReturnValue | None:
    """What has to be asked before a form that was sent is acted on, if anything."""
    check_typed_by(visitor)
    return ask_for_proof(visitor) if weighty and not proved_lately(visitor) else None


def ask_for_proof(visitor: Visitor) -> ResponseReturnValue | None:
    """Asks for the password, on a page that holds everything typed; None when it was sent along and is right.

    The form is then acted on as if it had been sent without.
    """
    with reading(setting().engine) as session:
        mine = own_account(session, setting().clock, visitor)
    form = ProofForm()
    if PROOF not in request.form or not mine.has_password:
        return show(form, mine, 401)
    if not form.validate():
        return show(form, mine, 422)
    try:
        right = check_password(mine.email, str(form.proof_password.data)) == visitor.account
    except TooManyAttempts as error:
        form.form_errors = [str(error)]
        return show(form, mine, 429, retry_after(error))
    if not right:
        form.proof_password.errors = ["The password is not right"]
        return show(form, mine, 422)
    with transaction(setting().engine) as session:
        web_sessions.prove(session, visitor.web_session, setting().clock())
    request.form = ImmutableMultiDict(pair for pair in request.form.items(multi=True) if pair[0] != PROOF)
    return None


def show(
    form: ProofForm, mine: OwnAccount, status: int, headers: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """The page that asks for a proof, with everything that was typed before."""
    elsewhere = single_sign_on(again=1, next=request.path)
    html = render_template("proof.html", form=form, account=mine, typed=typed(), elsewhere=elsewhere)
    return html, status, headers or {}
