"""Commands about the team: who reads which case."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from inspect_app.cli.areas import find_area
from inspect_app.cli.context import (
    count,
    iso_date,
    local_actor,
    open_session,
    output_format,
    print_result,
    quiet_libraries,
    utc_now,
)
from inspect_app.fieldwork.allocate_cases import allocate_cases
from inspect_app.fieldwork.assign_case import assign_case
from inspect_app.fieldwork.declare_conflict import About, declare_conflict, end_conflict
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.list_accounts import find_account
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.list_team import TeamLine, list_team
from inspect_app.fieldwork.list_workload import list_workload
from inspect_app.fieldwork.plan_interviews import plan_interviews
from inspect_app.fieldwork.set_days import set_days
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session
from inspect_app.reports.placing import place
from inspect_app.reports.timetable import make_timetable


@click.group()
def team() -> None:
    """Say who reads cases, share the cases out, and see who has which.

    \b
    Example:
      inspect-app team allocate north-2026
    """


@team.command("list")
@click.argument("ref")
@output_format
def list_all(ref: str, output: str) -> None:
    """List who reads cases in inspection REF: days, conflicts of interest, and how many cases they have.

    \b
    Example:
      inspect-app team list north-2026
    """
    with open_session() as session:
        found = list_team(session, utc_now, ref)
    text = "\n".join(map(_line, found.lines)) or "Nobody reads cases in this inspection yet."
    data = {"people": [_data(line) for line in found.lines], "without": found.without}
    print_result(output, data, f"{text}\n{count(len(found.without), 'case')} to be read with nobody.")


@team.command()
@click.argument("ref")
@click.argument("email")
@click.argument("days", type=int)
@click.option("--officer-name", metavar="NAME", help="The long list's name of them, as an officer.")
@output_format
def days(ref: str, email: str, days: int, officer_name: str | None, output: str) -> None:
    """Say on how many DAYS somebody reads cases in inspection REF. With 0 they are given none.

    Who is an officer of the inspected body is never given their own cases, once their name is known.

    \b
    Example:
      inspect-app team days north-2026 pat@example.org 8
    """
    with open_session() as session:
        line = _find(session, ref, email)
        taken = set_days(
            session,
            local_actor(),
            utc_now,
            ref=ref,
            membership=line.member.id,
            days=days,
            officer_name=officer_name,
        )
    text = f"{line.member.name} reads cases on {count(days, 'day')}."
    data = {"email": line.member.email, "days": days, "taken_back": taken}
    print_result(output, data, text + _no_more(taken))


@team.command()
@click.argument("ref")
@click.argument("email")
@click.option("--area", metavar="NAME", help="All cases of an area, with all areas within it.")
@click.option("--case", "reference", metavar="REFERENCE", help="One case.")
@click.option("--officer-of", metavar="REFERENCE", help="All cases of the responsible officer of a case.")
@click.option(
    "--end", type=int, metavar="NUMBER", help="End the conflict of this number; team list shows them."
)
@click.option("--reason", help="Why, in a few words; not needed to end one.")
@output_format
def conflict(
    ref: str,
    email: str,
    area: str | None,
    reference: str | None,
    officer_of: str | None,
    end: int | None,
    reason: str | None,
    output: str,
) -> None:
    """Declare that somebody must not read some cases of inspection REF, or end that.

    They are given none of them, and no longer have those they have.

    \b
    Example:
      inspect-app team conflict north-2026 pat@example.org --area "North / Leeds" --reason "Worked there"
    """
    with open_session() as session:
        line = _find(session, ref, email)
        work = session, local_actor(), utc_now
        if end is not None:
            if end not in [each.id for each in line.conflicts]:
                raise UserError(f"{line.member.name} has no conflict of interest with the number {end}.")
            end_conflict(*work, ref=ref, conflict=end)
            taken: list[str] = []
        else:
            about = About(find_area(session, ref, area), reference, officer_of)
            account = line.member.account
            taken = declare_conflict(*work, ref=ref, account=account, about=about, reason=reason or "")
        now = _find(session, ref, email)
    done = "ended" if end is not None else "declared"
    text = f"The conflict of interest of {now.member.name} is {done}." + _no_more(taken)
    print_result(output, {**_data(now), "taken_back": taken}, text)


@team.command()
@click.argument("ref")
@click.option(
    "--anew", is_flag=True, help="Also share out again what nobody has begun and no hand has given."
)
@output_format
def allocate(ref: str, anew: bool, output: str) -> None:
    """Share the cases of inspection REF out by working days, each officer's to few people.

    Nobody is given a case that they must not read. What was given by hand, and what somebody has begun,
    stays. Doing it again gives only the cases that nobody has.

    \b
    Example:
      inspect-app team allocate north-2026
    """
    with quiet_libraries(), open_session() as session:
        done = allocate_cases(session, local_actor(), utc_now, ref=ref, anew=anew)
        names = {line.member.account: line.member for line in list_team(session, utc_now, ref).lines}
    loads = {names[account].email: number for account, number in sorted(done.loads.items())}
    lines = [f"{count(done.given, 'case')} shared out."]
    lines += [f"  {email}: {count(number, 'case')}" for email, number in loads.items()]
    if done.nobody:
        lines.append(f"Nobody with working days may read {', '.join(done.nobody)}: give these by hand.")
    if done.off:
        lines.append(f"Somebody is {count(done.off, 'case')} away from their share of the working days.")
    print_result(output, {**asdict(done), "loads": loads}, "\n".join(lines))


@team.command()
@click.argument("ref")
@click.argument("reference")
@click.argument("email")
@click.option("--reason", required=True, help="Why, for the access log.")
@output_format
def assign(ref: str, reference: str, email: str, reason: str, output: str) -> None:
    """Give case REFERENCE of inspection REF to somebody; whoever had it has it no more.

    \b
    Example:
      inspect-app team assign north-2026 014 pat@example.org --reason "Has the other cases of the prison"
    """
    with open_session() as session:
        account = find_account(session, email)
        work = session, local_actor(), utc_now
        assign_case(*work, ref=ref, reference=reference, account=account.id, reason=reason)
        to = {"case": reference, "email": account.email}
    print_result(output, to, f"Case {reference} is given to {to['email']}.")


@team.command()
@click.argument("ref")
@output_format
def workload(ref: str, output: str) -> None:
    """Say who has which cases of inspection REF, and how far each has come.

    \b
    Example:
      inspect-app team workload north-2026
    """
    with open_session() as session:
        found = list_workload(session, utc_now, get_inspection(session, ref))
    lines = []
    for load in found.people:
        gone = " (no longer in the team)" if load.gone else ""
        lines.append(f"{load.name}{gone}: {count(len(load.cases), 'case')}, {load.open} still to read")
        lines += [f"  {each.case.reference}  {each.case.status.label}" for each in load.cases]
    lines.append(f"With nobody: {', '.join(found.nobody) or 'none'}.")
    if found.left_behind:
        lines.append(
            f"{count(found.left_behind, 'case')} to be read with people no longer in the team. Share the "
            "cases out again with team allocate, or give each to somebody with team assign."
        )
    people = [
        {
            "name": load.name,
            "gone": load.gone,
            "open": load.open,
            "cases": [
                {"reference": each.case.reference, "status": each.case.status, "since": each.since}
                for each in load.cases
            ],
        }
        for load in found.people
    ]
    print_result(output, {"people": people, "nobody": found.nobody}, "\n".join(lines))


@team.command()
@click.argument("ref")
@click.option("--from", "first", required=True, callback=iso_date, metavar="DATE", help="The first day.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The XLSX file to write.")
@output_format
def timetable(ref: str, first: date, out: Path, output: str) -> None:
    """Write a timetable of interviews with responsible officers. It names them, and that is logged.

    \b
    Example:
      inspect-app team timetable north-2026 --from 2026-06-08 --out timetable.xlsx
    """
    with open_session() as session:
        planned = plan_interviews(session, local_actor(), utc_now, ref=ref, first=first)
    place(make_timetable(planned, MARKING), out)
    number = len(planned.interviews)
    told = [f"{count(number, 'interview')} in {out}.", *(f"Warning: {each}" for each in planned.beyond)]
    print_result(output, {"file": str(out), "interviews": number, "beyond": planned.beyond}, "\n".join(told))


def _find(session: Session, ref: str, email: str) -> TeamLine:
    account = find_account(session, email)
    for line in list_team(session, utc_now, ref).lines:
        if line.member.account == account.id:
            return line
    raise UserError(f"{account.email} has no role in {ref} in which they would read cases.")


def _data(line: TeamLine) -> dict[str, object]:
    member = line.member
    return {
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "working_days": member.working_days,
        "kept_from": line.kept_from,
        "own_cases_known": bool(member.officer_name),
        "conflicts": [{"number": each.id, "about": each.about} for each in line.conflicts],
        "cases": line.cases,
        "open": line.open,
    }


def _line(line: TeamLine) -> str:
    member = line.member
    days = "days not said" if member.working_days is None else count(member.working_days, "day")
    barred = [f"cases of {line.kept_from}"] if line.kept_from else []
    barred += [f"{each.about} ({each.id})" for each in line.conflicts]
    kept = f"  must not read {'; '.join(barred)}" if barred else ""
    cases = f"{count(line.cases, 'case')}, {line.open} still to read"
    return f"{member.email}  {member.role}  {days}  {cases}{kept}"


def _no_more(references: list[str]) -> str:
    return f" They no longer have {', '.join(references)}." if references else ""
