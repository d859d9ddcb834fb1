"""Signing in, by a password and then a one-time code, and signing out."""

import re
from datetime import UTC, datetime, timedelta

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length, Regexp

from inspect_app.fieldwork.web_session import begin, end, recognise
from inspect_app.records import accounts
from inspect_app.records.engine import reading, transaction
from inspect_app.web.audiences import Entrance, entrance
from inspect_app.web.checks import check_password, check_second_factor
from inspect_app.web.govuk import PasswordInput, TextInput
from inspect_app.web.visitors import TOKEN, device, find_visitor, forget, remember, setting, single_sign_on
from inspect_app.web.way_back import way_back
from inspect_app.web.words import render

PENDING = "pending"
"""What the cookie holds between password and code: the account, and when its password was given."""
BETWEEN = timedelta(minutes=5)
"""How long there is between the two."""
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"\s*[^\s@\0]+@[^\s@\0]+\s*\Z")


class SignInForm(FlaskForm):
    """Who somebody is, and their password."""

    email = TextInput(
        "Email address",
        [
            InputRequired("Enter your email address"),
            Length(
                max=LONGEST_EMAIL, message=f"Enter an email address of at most {LONGEST_EMAIL} characters"
            ),
            Regexp(_EMAIL, message="Enter an email address like name@example.org"),
        ],
    )
    password = PasswordInput("Password", [InputRequired("Enter your password")])


class CodeForm(FlaskForm):
    """A one-time code, or a recovery code."""

    code = TextInput(
        "Code",
        [InputRequired("Enter the code")],
        description="The 6 digits that your authenticator app shows now, or one of your recovery codes.",
    )


@entrance("/sign-in", methods=("GET", "POST"))
def sign_in(_entrance: Entrance) -> ResponseReturnValue:
    """Asks for an email address and a password."""
    if find_visitor() is not None:
        return redirect(way_back(request.args.get("next")))
    form = SignInForm()
    if form.validate_on_submit():
        account = check_password(str(form.email.data), str(form.password.data))
        if account is not None:
            return admit(account)
        form.form_errors = ["The email address or the password is not right"]
    return show(form)


@entrance("/sign-in/code", methods=("GET", "POST"))
def sign_in_code(_entrance: Entrance) -> ResponseReturnValue:
    """Asks whoever has just given their password for a one-time code."""
    if find_visitor() is not None:
        return redirect(way_back(request.args.get("next")))
    account = pending()
    if account is None:
        return ask_again()
    form = CodeForm()
    if form.validate_on_submit():
        if check_second_factor(account, str(form.code.data)):
            return let_in(account)
        form.code.errors = ["The code is not right. Enter the one that the app shows now"]
    return render("sign_in_code.html", form)


@entrance("/sign-out", methods=("POST",))
def sign_out(entrance: Entrance) -> ResponseReturnValue:
    """Signs out in this browser, even when that was over already."""
    token = session.get(TOKEN)
    with transaction(entrance.engine) as opened:
        visitor = recognise(opened, token, entrance.clock()) if token else None
        if visitor and visitor.account:
            end(
                opened,
                visitor.actor,
                entrance.clock,
                account=visitor.account,
                web_session=visitor.web_session,
            )
    forget()
    flash("You have signed out.")
    return redirect(url_for("everybody.sign_in"))


def admit(account: str) -> ResponseReturnValue:
    """Goes on to the code of an account that has a second factor, and lets others in."""
    with reading(setting().engine) as opened:
        found = accounts.find(opened, account)
        asks = found is not None and found.totp_secret is not None
    if not asks:
        return let_in(account)
    before = session.get(TOKEN)
    session.clear()
    # By its token alone nobody is signed in; it is kept to end what was before, once the code is given.
    session.update({PENDING: [account, int(setting().clock().timestamp())], TOKEN: before})
    return redirect(url_for("everybody.sign_in_code", next=request.args.get("next")))


def pending() -> str | None:
    """The account whose password was given in this browser within the last minutes."""
    account, given = session.get(PENDING, (None, 0))
    in_time = datetime.fromtimestamp(given, UTC) + BETWEEN >= setting().clock()
    return str(account) if account and in_time else None


def ask_again() -> ResponseReturnValue:
    """Leads back to the password, and says why when it was given too long ago."""
    if PENDING not in session:
        return redirect(url_for("everybody.sign_in", next=request.args.get("next")))
    session.clear()
    form = SignInForm(formdata=None)
    form.form_errors = ["More than 5 minutes have passed since you gave your password. Sign in again"]
    return show(form)


def let_in(account: str) -> ResponseReturnValue:
    """Signs an account in in this browser, whose cookie begins anew."""
    with transaction(setting().engine) as opened:
        row = accounts.find(opened, account)
        token = row and begin(
            opened,
            setting().clock,
            row,
            device(),
            setting().site.rules.longest,
            instead_of=session.get(TOKEN),
        )
    if not token:
        return redirect(url_for("everybody.sign_in"))
    remember(token)
    return redirect(way_back(request.args.get("next")))


def show(form: SignInForm) -> tuple[str, int]:
    """The page that asks for email address and password."""
    following = request.args.get("next")
    return render(
        "sign_in.html",
        form,
        action=url_for("everybody.sign_in", next=following),
        elsewhere=single_sign_on(next=following),
        provider=setting().site.rules.single_sign_on,
    )
