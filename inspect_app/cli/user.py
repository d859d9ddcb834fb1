"""Commands about accounts: who can sign in."""

import os
from dataclasses import asdict
from datetime import date

import click

from inspect_app.cli.areas import find_area
from inspect_app.cli.context import iso_date, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.change_administrator import change_administrator
from inspect_app.fieldwork.disable_account import disable_account, enable_account
from inspect_app.fieldwork.grant_role import Grant, grant_role
from inspect_app.fieldwork.invite_account import invite_account
from inspect_app.fieldwork.list_accounts import AccountLine, find_account, list_accounts
from inspect_app.fieldwork.permissions import Role
from inspect_app.fieldwork.renew_link import renew_link
from inspect_app.fieldwork.reset_account import reset_account
from inspect_app.questionnaire.problems import UserError
from inspect_app.web.site import SignInRules

LIFETIME = SignInRules().invitation


def _optional_date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else iso_date(ctx, param, value)


@click.group()
def user() -> None:
    """Invite people, and see to their accounts.

    As soon as there is an account everybody has to sign in, on a laptop too.

    \b
    Example:
      inspect-app user add pat@example.org --name "Pat Quill" --administrator
    """


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="Their name, as others see it.")
@click.option("--administrator", is_flag=True, help="Let them make inspections and see to accounts.")
@click.option("--inspection", "ref", metavar="REF", help="Give them a role in this inspection.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="The role they get there.")
@click.option("--area", metavar="NAME", help="The area of an area reviewer or a local assessor.")
@click.option("--until", callback=_optional_date, metavar="DATE", help="The last day of the role.")
@output_format
def add(
    email: str,
    name: str,
    administrator: bool,
    ref: str | None,
    role: str | None,
    area: str | None,
    until: date | None,
    output: str,
) -> None:
    """Make an account for EMAIL, and print a one-time link by which its owner chooses a password.

    Whoever has an account already keeps it, and only gets the role.

    \b
    Example:
      inspect-app user add pat@example.org --name "Pat Quill" --inspection north-2026 --role lead
    """
    if (ref is None) != (role is None) or (role is None and (area or until)):
        raise UserError("Give --inspection and --role together, and --area and --until only with them.")
    with open_session() as session:
        work = session, local_actor(), utc_now
        account, token = invite_account(
            *work, email=email, name=name, administrator=administrator, lifetime=LIFETIME
        )
        row = find_account(session, email)
        if administrator:
            change_administrator(*work, row, administrator=True)
        if ref and role:
            grant = Grant(Role(role), find_area(session, ref, area), until)
            grant_role(*work, ref=ref, account=account, grant=grant)
        address = row.email
    given = f" They are {Role(role).label} of {ref}." if role else ""
    if token is None:
        known = f"{address} has an account already. If they need a link: inspect-app user token {address}."
        print_result(output, {"email": address, "link": None}, known + given)
    else:
        _print_link(output, address, token, f"{address} has an account.{given}")


@user.command("list")
@output_format
def list_all(output: str) -> None:
    """List the accounts.

    \b
    Example:
      inspect-app user list --format json
    """
    with open_session() as session:
        lines = list_accounts(session)
    text = "\n".join(map(_line, lines))
    print_result(output, [asdict(line) for line in lines], text or "There are no accounts.")


@user.command()
@click.argument("email")
@output_format
def disable(email: str, output: str) -> None:
    """Sign EMAIL out everywhere and let nobody sign in with that account.

    \b
    Example:
      inspect-app user disable pat@example.org
    """
    with open_session() as session:
        row = find_account(session, email)
        disable_account(session, local_actor(), utc_now, row)
        address = row.email
    print_result(output, {"email": address}, f"The account of {address} is disabled.")


@user.command()
@click.argument("email")
@output_format
def enable(email: str, output: str) -> None:
    """Let EMAIL sign in again, with the password and the roles they had.

    \b
    Example:
      inspect-app user enable pat@example.org
    """
    with open_session() as session:
        row = find_account(session, email)
        enable_account(session, local_actor(), utc_now, row)
        address = row.email
    print_result(output, {"email": address}, f"The account of {address} is enabled.")


@user.command()
@click.argument("email")
@output_format
def reset(email: str, output: str) -> None:
    """Forget the password, second factor and single sign-on of EMAIL, and print a link to begin anew.

    They are signed out everywhere; their roles stay.

    \b
    Example:
      inspect-app user reset pat@example.org
    """
    with open_session() as session:
        row = find_account(session, email)
        token = reset_account(session, local_actor(), utc_now, row, lifetime=LIFETIME)
        address = row.email
    _print_link(output, address, token, f"The account of {address} is reset.")


@user.command()
@click.argument("email")
@output_format
def token(email: str, output: str) -> None:
    """Print a new one-time link for EMAIL, whose link was lost or has expired. It takes nothing away.

    \b
    Example:
      inspect-app user token pat@example.org
    """
    with open_session() as session:
        row = find_account(session, email)
        made = renew_link(session, local_actor(), utc_now, row, lifetime=LIFETIME)
        address = row.email
    _print_link(output, address, made, f"{address} has a new link, and earlier ones no longer work.")


def _print_link(output: str, email: str, token: str, done: str) -> None:
    server = os.environ.get("INSPECT_PUBLIC_URL", "").strip().rstrip("/")
    link = f"{server}/welcome/{token}"
    lines = [f"{done} Send them this link; it works once, within {LIFETIME.days} days:", f"  {link}"]
    if not server:
        lines.append(
            "Put the address of your server in front, such as https://inspect.example.org, or set "
            "INSPECT_PUBLIC_URL to it."
        )
    print_result(output, {"email": email, "link": link}, "\n".join(lines))


def _line(line: AccountLine) -> str:
    kind = "administrator" if line.administrator else "user"
    last = (
        f"last signed in {line.last_sign_in:%Y-%m-%d %H:%M} UTC" if line.last_sign_in else "never signed in"
    )
    return f"{line.email}  {line.standing}  {kind}  {last}  {line.name}"
