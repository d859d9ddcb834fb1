"""The accounts, for administrators: inviting people, and seeing to the accounts there are."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.invite_account import invite_account
from inspect_app.fieldwork.list_accounts import get_account, list_accounts, view_account
from inspect_app.fieldwork.permissions import Right
from inspect_app.records.models import AccountRow
from inspect_app.web.account_steps import STEPS, open_steps
from inspect_app.web.audiences import Work, administrators, attempt, page
from inspect_app.web.govuk import Checkboxes, TextInput
from inspect_app.web.visitors import setting
from inspect_app.web.words import render


class InvitationForm(FlaskForm):
    """Who is invited."""

    name = TextInput("Name", [InputRequired("Enter their name")])
    email = TextInput(
        "Email address", [InputRequired("Enter their email address")], description="They sign in with it."
    )
    administrator = Checkboxes(
        "What they may do beside their roles",
        choices={"yes": "They are an administrator"},
        description="Administrators make inspections, see to accounts and search the access log.",
    )


@page(administrators, "/accounts", needs=Right.MANAGE_ACCOUNTS)
def accounts(work: Work) -> ResponseReturnValue:
    """Every account, or why there is none."""
    return render("accounts.html", lines=list_accounts(work.session))


@page(administrators, "/accounts/invite", methods=("GET", "POST"), needs=Right.MANAGE_ACCOUNTS, weighty=True)
def invite(work: Work) -> ResponseReturnValue:
    """Invites somebody, and shows their one-time link."""
    if not list_accounts(work.session):
        return redirect(url_for("administrators.accounts"))
    form = InvitationForm()
    if form.validate_on_submit():
        with attempt(work, form):
            invited = invite_account(
                *work,
                email=form.email.data or "",
                name=form.name.data or "",
                administrator="yes" in (form.administrator.data or ()),
                lifetime=setting().site.rules.invitation,
            )
            account = get_account(work.session, invited.account)
            if invited.token:
                return show_link(account, invited.token)
            flash(f"{account.email} has an account already. Nothing of it is changed.")
            return redirect(url_for("administrators.account", account_id=account.id))
    return render("invite_account.html", form)


@page(administrators, "/accounts/<account_id>", needs=Right.MANAGE_ACCOUNTS)
def account(work: Work, account_id: str) -> ResponseReturnValue:
    """One account, its roles and what can be done about it."""
    row = get_account(work.session, account_id)
    view = view_account(work.session, row, work.clock().date())
    return render("one_account.html", view=view, steps=open_steps(work, row))


@page(
    administrators,
    "/accounts/<account_id>/<step>",
    methods=("GET", "POST"),
    needs=Right.MANAGE_ACCOUNTS,
    weighty=True,
)
def account_step(work: Work, account_id: str, step: str) -> ResponseReturnValue:
    """Takes a step with an account, or shows the page that asks for it when the step is open."""
    row = get_account(work.session, account_id)
    taken = STEPS.get(step) or abort(404)
    here = url_for("administrators.account", account_id=row.id)
    if request.method == "GET" and taken not in open_steps(work, row):
        return redirect(here)
    form = FlaskForm()
    if form.validate_on_submit():
        with attempt(work, form):
            token = taken.take(work, row)
            if token:
                return show_link(row, token)
            flash(f"{row.name} {taken.done}.")
            return redirect(here)
    return render("account_step.html", form, account=row, step=taken)


def show_link(account: AccountRow, token: str) -> ResponseReturnValue:
    """The one page that ever shows a one-time link: it can be made again, not looked up."""
    link = url_for("everybody.welcome", token=token, _external=True)
    return render("account_link.html", account=account, link=link, lifetime=setting().site.rules.invitation)
