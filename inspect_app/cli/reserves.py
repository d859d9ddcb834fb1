"""Commands about the reserves of a sample, as parts of `inspect-app sample`."""

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.list_progress import Progress, list_progress
from inspect_app.fieldwork.open_case import open_case
from inspect_app.fieldwork.replace_case import Replaced, replace_case, take_case


@click.command()
@click.argument("ref")
@click.argument("reference", metavar="CASE")
@click.option("--reason", required=True, help="One of the scheme's reasons, such as no_file or died.")
@click.option("--words", default="", help="What there is to say to it; needed with the reason other.")
@output_format
def replace(ref: str, reference: str, reason: str, words: str, output: str) -> None:
    """Withdraw CASE of inspection REF; the next reserve of its stratum takes its place.

    \b
    Example:
      inspect-app sample replace north-2026 017 --reason no_file
    """
    with open_session() as session:
        covers = open_case(session, ref, reference).position
        result = replace_case(
            session,
            local_actor(),
            utc_now,
            ref=ref,
            reference=reference,
            covers=covers,
            reason=reason,
            words=words,
        )
    print_result(output, result, _replaced(result))


@click.command()
@click.argument("ref")
@click.argument("stratum")
@click.option("--words", default="", help="Why the stratum needs more cases than planned.")
@output_format
def take(ref: str, stratum: str, words: str, output: str) -> None:
    """Take the next reserve of STRATUM into the sample of inspection REF, on the day.

    \b
    Example:
      inspect-app sample take north-2026 women
    """
    with open_session() as session:
        result = take_case(session, local_actor(), utc_now, ref=ref, stratum=stratum, words=words)
    print_result(output, result, f"Case {result.came} is now in the sample.")


@click.command()
@click.argument("ref")
@output_format
def progress(ref: str, output: str) -> None:
    """Show planned and achieved of inspection REF, stratum by stratum, and every replacement.

    \b
    Example:
      inspect-app sample progress north-2026
    """
    with open_session() as session:
        result = list_progress(session, ref)
    print_result(output, result, _text(result))


COMMANDS = (replace, take, progress)


def _replaced(result: Replaced) -> str:
    if result.came is None:
        return f"Case {result.left} is withdrawn. Its stratum has no reserve left."
    return f"Case {result.left} is withdrawn, and case {result.came} has taken its place."


def _text(result: Progress) -> str:
    lines = [
        f"{each.title}: {each.now} of {each.planned} planned, {each.signed_off} signed off, "
        f"{each.withdrawn} withdrawn, {each.reserves_left} in reserve"
        for each in result.strata
    ]
    log = [
        f"  {each.left or 'none'} -> {each.came or 'none'}: {each.reason} {each.words}".rstrip()
        for each in result.replacements
    ]
    return "\n".join([f"Draw {result.draw}", *lines, *(["Replacements:", *log] if log else [])])
