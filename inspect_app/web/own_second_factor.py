"""Setting up an authenticator app for one's own account, and its recovery codes."""

import segno
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField
from wtforms.validators import InputRequired

from inspect_app.fieldwork.list_own_account import own_account
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.second_factor import app_address, new_secret
from inspect_app.fieldwork.set_second_factor import (
    make_recovery_codes,
    remove_second_factor,
    set_second_factor,
)
from inspect_app.questionnaire.problems import UserError
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.checks import seal
from inspect_app.web.govuk import TextInput
from inspect_app.web.visitors import current_visitor, setting
from inspect_app.web.words import render


class SetUpForm(FlaskForm):
    """The secret that the page offered, sealed, and the code that the app now shows."""

    sealed = HiddenField()
    code = TextInput(
        "Code that the app now shows",
        [InputRequired("Enter the code that the app shows")],
        description="6 digits. It changes every 30 seconds.",
    )


@page(
    readers,
    "/account/second-factor",
    methods=("GET", "POST"),
    needs=Right.OWN_ACCOUNT,
    weighty=True,
)
def second_factor(work: Work) -> ResponseReturnValue:
    """Offers a secret to an authenticator app, which is taken into use once it shows the right code."""
    visitor = current_visitor()
    mine = own_account(work.session, work.clock, visitor)
    form = SetUpForm()
    secret = seal().open(str(visitor.account), form.sealed.data or "") or new_secret()
    if form.validate_on_submit():
        with attempt(work, form):
            codes = set_second_factor(
                work.session, visitor, work.clock, secret=secret, code=str(form.code.data), seal=seal()
            )
            return render("recovery_codes.html", codes=codes)
    form.sealed.data = seal().close(str(visitor.account), secret)
    picture = picture_of(app_address(secret, mine.email))
    return render("second_factor.html", form, account=mine, secret=secret, picture=picture)


@page(readers, "/account/second-factor/remove", methods=("POST",), needs=Right.OWN_ACCOUNT, weighty=True)
def remove_own_second_factor(work: Work) -> ResponseReturnValue:
    """Asks for no codes any more, where the site leaves that to everybody."""
    if setting().site.rules.second_factor:
        raise UserError("Everybody here signs in with an authenticator app. You can set up another one.")
    remove_second_factor(work.session, current_visitor(), work.clock)
    flash("Your authenticator app is removed.")
    return redirect(url_for("readers.account"))


@page(readers, "/account/recovery-codes", methods=("POST",), needs=Right.OWN_ACCOUNT, weighty=True)
def own_recovery_codes(work: Work) -> ResponseReturnValue:
    """Makes new recovery codes and shows them, once."""
    codes = make_recovery_codes(work.session, current_visitor(), work.clock)
    return render("recovery_codes.html", codes=codes)


def picture_of(address: str) -> Markup:
    """A QR code as SVG, for the camera of a telephone."""
    drawn = segno.make(address, error="m").svg_inline(scale=5, svgclass="app-qr", lineclass=None)
    return Markup(drawn)  # noqa: S704  # it holds squares alone, no text of the address
