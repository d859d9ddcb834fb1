"""Commands about the answer ledger."""

from dataclasses import asdict

import click

from inspect_app.cli.context import count, local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.rebuild_ledger import rebuild_ledger
from inspect_app.fieldwork.verify_ledger import verify_ledger


@click.group()
def ledger() -> None:
    """Check the answer ledger, and restore what is derived from it.

    \b
    Example:
      inspect-app ledger verify north-2026
    """


@ledger.command("verify")
@click.argument("ref", required=False)
@output_format
def verify(ref: str | None, output: str) -> None:
    """Recompute everything from the saves and compare, for inspection REF or for all.

    Exit status 1 means that something differs; each difference is named.

    \b
    Example:
      inspect-app ledger verify north-2026
    """
    with open_session() as session:
        result = verify_ledger(session, ref)
    lines = [f"Case {found.case}: {found.message}" for found in result.findings]
    about = f"{count(result.saves, 'save')} about {count(result.assessments, 'case')} checked"
    lines.append(f"{about}, {count(len(result.findings), 'difference')}.")
    print_result(output, asdict(result), "\n".join(lines))
    if result.findings:
        raise click.exceptions.Exit(1)


@ledger.command("rebuild")
@click.argument("ref")
@output_format
def rebuild(ref: str, output: str) -> None:
    """Derive the state of each case of inspection REF from its saves again.

    Of use when ledger verify says that what is derived differs. The saves are never changed; where they
    differ themselves, only a copy of the database helps.

    \b
    Example:
      inspect-app ledger rebuild north-2026
    """
    with open_session() as session:
        restored = rebuild_ledger(session, local_actor(), utc_now, ref=ref)
    print_result(output, {"restored": restored}, f"{count(restored, 'case')} restored.")
