"""The commands that start the report of an inspection, freeze it, and tell what was frozen."""

from collections.abc import Callable, Iterator

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.freeze_report import STAGES, Wish, freeze_report
from inspect_app.fieldwork.list_editions import edition_changes, list_editions
from inspect_app.fieldwork.start_report import start_report
from inspect_app.publication.changes import ReportChanges, TextChange
from inspect_app.publication.frozen import Stage
from inspect_app.records.report_editions import Edition

SHORT = 12
"""So much of an edition's hash stands on what is made of it."""


def in_language(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--language en|cy`: which report of an inspection."""
    return click.option(
        "--language",
        type=click.Choice(list(LANGUAGES)),
        default=next(iter(LANGUAGES)),
        show_default=True,
        help="Which of its reports.",
    )(command)


@click.command()
@click.argument("ref")
@in_language
@click.option("--style", default="inspection-report", show_default=True, help="The house style.")
def start(ref: str, language: str, style: str) -> None:
    """Start to write the report of inspection REF in a language and a house style.

    \b
    Example:
      inspect-app report start north-2026
    """
    with open_session() as session:
        start_report(session, local_actor(), utc_now, ref=ref, language=language, style=style)
    click.echo(f"The report in {LANGUAGES[language]} is started.")


@click.command()
@click.argument("ref")
@in_language
@click.option(
    "--stage",
    type=click.Choice([stage.value for stage in Stage]),
    default=Stage.DRAFT.value,
    show_default=True,
    help="What for.",
)
@click.option("--embargo", metavar="DATE", help="Until when it is confidential, such as 2026-03-01.")
@click.option("--note", default="", help="What to remember of this edition.")
@output_format
def freeze(ref: str, language: str, stage: str, embargo: str | None, note: str, output: str) -> None:
    """Freeze the texts of the report of inspection REF with the figures as they are now.

    What is the same as the last edition is that edition again. A report never goes back to an earlier stage.
    Nothing is frozen while a text has a link that leads nowhere, is in conflict, or has another problem that
    no edition may have: inspect-app report check lists them.

    \b
    Example:
      inspect-app report freeze north-2026 --stage factual_accuracy --embargo 2026-03-01
    """
    wish = Wish(Stage(stage), embargo, note)
    with open_session() as session:
        edition = freeze_report(session, local_actor(), utc_now, ref=ref, language=language, wish=wish)
    print_result(output, edition, _line(edition))


@click.command()
@click.argument("ref")
@in_language
@output_format
def editions(ref: str, language: str, output: str) -> None:
    """List the frozen editions of the report of inspection REF, first to last.

    \b
    Example:
      inspect-app report editions north-2026
    """
    with open_session() as session:
        found = list_editions(session, ref, language)
    print_result(output, found, "\n".join(map(_line, found)) or "No edition has been frozen yet.")


def _line(edition: Edition) -> str:
    embargo = f", confidential until {edition.embargo}" if edition.embargo else ""
    note = f": {edition.note}" if edition.note else ""
    made = f"{edition.made_at:%Y-%m-%d %H:%M} by {edition.author}"
    stage = STAGES[Stage(edition.stage)]
    return f"Edition {edition.number}  {edition.publication_hash[:SHORT]}  {stage}{embargo}, {made}{note}"


@click.command()
@click.argument("ref")
@click.argument("before", type=int)
@click.argument("after", type=int)
@in_language
@output_format
def changes(ref: str, before: int, after: int, language: str, output: str) -> None:
    """Tell what changed in the report of inspection REF from edition BEFORE to edition AFTER.

    \b
    Example:
      inspect-app report changes north-2026 1 2
    """
    with open_session() as session:
        found = edition_changes(session, ref, language, before, after)
    print_result(output, found, "\n".join(_told(found)) or "Nothing changed.")


def _told(found: ReportChanges) -> Iterator[str]:
    if found.stage:
        was, now = (STAGES[stage] for stage in found.stage)
        yield f"Stage: {was} → {now}"
    if found.embargo:
        was, now = (date or "none" for date in found.embargo)
        yield f"Embargo: {was} → {now}"
    if found.cases:
        was_cases, now_cases = found.cases
        yield f"Cases: {was_cases} → {now_cases}"
    for text in (*found.chapters, *found.examples, *found.recommendations):
        yield f"{text.title or text.thing}: {_how(text)}"
    for linked in found.figures:
        yield f"{{{{{linked.typed}}}}}: {linked.before or 'nothing'} → {linked.after or 'nothing'}"
    for rating in found.ratings:
        was_band = rating.before_decided or rating.before_title or "not rated"
        now_band = rating.after_decided or rating.after_title or "not rated"
        yield f"Rating {rating.title}: {was_band} → {now_band}"


def _how(text: TextChange) -> str:
    if text.before is None:
        return "new"
    return "gone" if text.after is None else "changed"
