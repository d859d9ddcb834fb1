"""Who works on an inspection in which role: inviting people, changing what they are and ending it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.validators import InputRequired, Length, ValidationError

from inspect_app.fieldwork.grant_role import Grant, change_role, end_role, grant_role
from inspect_app.fieldwork.invite_account import invite_account
from inspect_app.fieldwork.list_areas import list_areas
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_people import find_member, list_people
from inspect_app.fieldwork.permissions import Right, Role, check_may_give, may_give
from inspect_app.fieldwork.policies import check_has_accounts
from inspect_app.records.memberships import Member
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Menu, Radios, TextInput
from inspect_app.web.visitors import current_visitor, setting
from inspect_app.web.words import ROLE_WORDS, render

TOO_LONG = "Enter a name of at most 100 characters"


def check_role(_form: Form, field: Radios) -> None:
    """A validator: one of the roles that were offered is chosen."""
    if field.data not in [value for value, *_ in field.iter_choices()]:
        raise ValidationError("Choose a role")


class RoleForm(FlaskForm):
    """A role, the area it is about if any, and its last day if any."""

    role = Radios("Role", validators=[check_role])
    area = Menu(
        "Area",
        default="",
        description="An area reviewer sees its results; a local assessor is kept from its delivery unit.",
    )
    until = DateInput(
        "Last day (optional)",
        [check_real_date],
        description="The role ends by itself after this day. For example, 30 9 2016.",
    )

    def grant(self) -> Grant:
        """What was chosen."""
        area = int(self.area.data) if self.area.data else None
        return Grant(Role(self.role.data), area, to_date(self.until) if self.until.data else None)


class InvitationForm(RoleForm):
    """Who is invited, and the role they get."""

    name = TextInput("Name", [InputRequired("Enter their name"), Length(max=100, message=TOO_LONG)])
    email = TextInput("Email address", [InputRequired("Enter their email address")])


@page(leads, "/inspections/<ref>/people", needs=Right.MANAGE_PEOPLE)
def people(work: Work, ref: str) -> ResponseReturnValue:
    """Everybody who has a role in the inspection, and who had one."""
    inspection = get_inspection(work.session, ref)
    now, before = list_people(work.session, ref, work.clock().date())
    return render("people.html", inspection=inspection, members=now, former=before, gives=gives(ref))


@page(leads, "/inspections/<ref>/people/invite", ("GET", "POST"), needs=Right.MANAGE_PEOPLE, weighty=True)
def invite(work: Work, ref: str) -> ResponseReturnValue:
    """Gives somebody a role, and makes them an account if they have none yet."""
    check_has_accounts(current_visitor())
    inspection = get_inspection(work.session, ref)
    form = with_choices(work, InvitationForm(), ref)
    if form.validate_on_submit():
        with attempt(work, form):
            check_may_give(current_visitor(), form.grant().role, ref)
            account, token = invite_account(
                *work,
                email=form.email.data or "",
                name=form.name.data or "",
                lifetime=setting().site.rules.invitation,
            )
            grant_role(*work, ref=ref, account=account, grant=form.grant())
            link = url_for("everybody.welcome", token=token, _external=True) if token else None
            return render("invited.html", inspection=inspection, name=form.name.data, link=link)
    return render("invite.html", form, inspection=inspection)


@page(
    leads,
    "/inspections/<ref>/people/<int:membership>",
    ("GET", "POST"),
    needs=Right.MANAGE_PEOPLE,
    weighty=True,
)
def member(work: Work, ref: str, membership: int) -> ResponseReturnValue:
    """Changes the role somebody has."""
    inspection, found = get_inspection(work.session, ref), find_member(work.session, ref, membership)
    check_may_give(current_visitor(), Role(found.role), ref)
    shown = {"role": found.role, "area": str(found.area or ""), "until": found.until}
    form = with_choices(work, RoleForm(data=shown), ref)
    if form.validate_on_submit():
        with attempt(work, form):
            check_may_give(current_visitor(), form.grant().role, ref)
            change_role(*work, ref=ref, membership=membership, grant=form.grant())
            flash(f"The role of {found.name} is changed.")
            return redirect(url_for("leads.people", ref=ref))
    return render("member.html", form, inspection=inspection, member=found)


@page(
    leads,
    "/inspections/<ref>/people/<int:membership>/end",
    ("POST",),
    needs=Right.MANAGE_PEOPLE,
    weighty=True,
)
def end_membership(work: Work, ref: str, membership: int) -> ResponseReturnValue:
    """Takes a role away at once."""
    found: Member = find_member(work.session, ref, membership)
    check_may_give(current_visitor(), Role(found.role), ref)
    end_role(*work, ref=ref, membership=membership)
    flash(f"{found.name} is no longer {Role(found.role).label} here.")
    return redirect(url_for("leads.people", ref=ref))


def with_choices(work: Work, form: RoleForm, ref: str) -> RoleForm:
    """A form that offers the roles its visitor may give and the areas there are."""
    visitor = current_visitor()
    form.role.choices = {
        role.value: f"{role.label.capitalize()}: {ROLE_WORDS[role]}"
        for role in Role
        if may_give(visitor, role, ref)
    }
    lines = list_areas(work.session, ref).lines
    form.area.choices = {"": "None", **{str(line.id): line.full_name for line in lines}}
    return form


def gives(ref: str) -> set[str]:
    """The roles that the visitor may give, change and end."""
    return {role.value for role in Role if may_give(current_visitor(), role, ref)}
