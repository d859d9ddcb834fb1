"""The page of a one-time link: whoever was given it chooses a password, and is signed in."""

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import EqualTo, InputRequired

from inspect_app.fieldwork.one_time_links import Choice, Welcome, read_link, use_link
from inspect_app.fieldwork.passwords import SHORTEST, hash_password, problem_with
from inspect_app.fieldwork.web_session import begin
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import reading, transaction
from inspect_app.web.audiences import Entrance, entrance
from inspect_app.web.govuk import PasswordInput, TextInput
from inspect_app.web.visitors import TOKEN, device, remember, setting
from inspect_app.web.words import render


class PasswordForm(FlaskForm):
    """A new password, twice; `about` are words that say whose it is."""

    password = PasswordInput(
        "Choose a password",
        [InputRequired("Enter a password")],
        description=f"At least {SHORTEST} characters. Three or four random words make a good password.",
    )
    again = PasswordInput(
        "Type the password again",
        [InputRequired("Type the password again"), EqualTo("password", "Type the same password twice")],
    )
    about: tuple[str, ...] = ()

    def validate_password(self, field: Any) -> None:
        """Refuses a password that is guessed soon."""
        if problem := problem_with(field.data or "", self.about):
            raise ValidationError(problem)


class FirstAdministratorForm(PasswordForm):
    """The same, and who the first administrator is."""

    name = TextInput("Your name", [InputRequired("Enter your name")])
    email = TextInput(
        "Your email address",
        [InputRequired("Enter your email address")],
        description="You sign in with it.",
    )


@entrance("/welcome/<token>", methods=("GET", "POST"))
def welcome(at: Entrance, token: str) -> ResponseReturnValue:
    """Asks for a password, and signs in whoever chose one."""
    with reading(at.engine) as opened:
        found = read_link(opened, at.clock, token)
    if found is None:
        return no_longer_works()
    form = form_for(found)
    if form.validate_on_submit():
        try:
            return come_in(at, token, form)
        except UserError as error:
            form.form_errors = [str(error)]
    return render("welcome.html", form, account=found.account)


def form_for(found: Welcome) -> PasswordForm:
    """The form of a link, which knows what must not be in the password."""
    if found.account is None:
        form = FirstAdministratorForm()
        form.about = (form.name.data or "", form.email.data or "")
        return form
    form = PasswordForm()
    form.about = (found.account.name, found.account.email)
    return form


def come_in(at: Entrance, token: str, form: PasswordForm) -> ResponseReturnValue:
    """Keeps the password, uses the link up and signs its owner in."""
    # Hashed before the transaction, which on SQLite keeps everybody else from writing.
    hashed = hash_password(form.password.data or "")
    first = isinstance(form, FirstAdministratorForm)
    choice = Choice(hashed, form.name.data or "", form.email.data or "") if first else Choice(hashed)
    longest, before = setting().site.rules.longest, session.get(TOKEN)
    with transaction(at.engine) as opened:
        account = use_link(opened, at.clock, token, choice)
        signed_in = account and begin(opened, at.clock, account, device(), longest, instead_of=before)
    if not signed_in:
        return no_longer_works()
    remember(signed_in)
    return redirect(url_for("readers.home"))


def no_longer_works() -> tuple[str, int]:
    """One and the same page for every link that opens nothing, so that it tells nothing."""
    return render_template("no_link.html"), HTTPStatus.NOT_FOUND
