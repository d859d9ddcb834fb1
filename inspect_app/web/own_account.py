"""The page of one's own account: password, second factor, and where one is signed in."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.change_password import change_password
from inspect_app.fieldwork.list_own_account import OwnAccount, own_account
from inspect_app.fieldwork.passwords import SHORTEST, hash_password, problem_with
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.web_session import end
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import transaction
from inspect_app.web.audiences import Afterwards, Work, page, readers
from inspect_app.web.checks import check_password
from inspect_app.web.govuk import PasswordInput
from inspect_app.web.visitors import current_visitor, setting
from inspect_app.web.words import render

OTHERS = "others"
"""What the form that signs out sends to mean every browser but this one."""


class PasswordForm(FlaskForm):
    """The password as it is, and as it shall be."""

    old_password = PasswordInput("Your password now", [InputRequired("Enter your password as it is now")])
    new_password = PasswordInput(
        "New password",
        [InputRequired("Enter a new password")],
        description=f"At least {SHORTEST} characters. Three or four random words make a good password.",
    )


@page(readers, "/account", needs=Right.OWN_ACCOUNT)
def account(work: Work) -> ResponseReturnValue:
    """By what one signs in, and where one is signed in now."""
    mine = own_account(work.session, work.clock, current_visitor())
    return render("account.html", account=mine, required=setting().site.rules.second_factor)


@page(readers, "/account/password", methods=("GET", "POST"), needs=Right.OWN_ACCOUNT)
def own_password(work: Work) -> ResponseReturnValue | Afterwards:
    """Asks for the old password and a new one."""
    mine = own_account(work.session, work.clock, current_visitor())
    if not mine.has_password:
        return redirect(url_for("readers.account"))
    form = PasswordForm()
    if form.validate_on_submit():
        problem = problem_with(str(form.new_password.data), (mine.name, mine.email))
        if problem is None:
            return Afterwards(lambda: change(form, mine))
        form.new_password.errors = [problem]
    return render("own_password.html", form)


def change(form: PasswordForm, mine: OwnAccount) -> ResponseReturnValue:
    """Changes the password if the old one is right; outside a transaction, because hashing is slow."""
    visitor = current_visitor()
    if check_password(mine.email, str(form.old_password.data)) != visitor.account:
        form.old_password.errors = ["This is not your password"]
        return render("own_password.html", form)
    hashed = hash_password(str(form.new_password.data))
    with transaction(setting().engine) as session:
        change_password(session, visitor, setting().clock, password_hash=hashed)
    flash("Your password is changed. Everywhere else you are signed out.")
    return redirect(url_for("readers.account"))


@page(readers, "/account/sign-out", methods=("POST",), needs=Right.OWN_ACCOUNT)
def sign_out_elsewhere(work: Work) -> ResponseReturnValue:
    """Signs out in one other browser of one's own, or in all others."""
    visitor = current_visitor()
    mine = own_account(work.session, work.clock, visitor)
    where = request.form.get("where", "")
    found = next((place for place in mine.places if place.id == where and not place.here), None)
    if where == OTHERS:
        end(*work, account=str(visitor.account), but=visitor.web_session)
        flash("You are signed out everywhere else.")
    elif found:
        end(*work, account=str(visitor.account), web_session=found.id)
        flash(f"You are signed out of {found.device}.")
    else:
        raise UserError("You are not signed in there any more.")
    return redirect(url_for("readers.account"))
