"""The command line: the same use cases as the pages, without a browser."""

import importlib
import sys
import traceback
from dataclasses import dataclass

import click

from inspect_app import __version__
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.questionnaire.problems import UserError

COMMANDS = {
    "answers": "inspect_app.cli.answers",
    "audit": "inspect_app.cli.audit",
    "cases": "inspect_app.cli.cases",
    "data": "inspect_app.cli.data",
    "db": "inspect_app.cli.database",
    "demo": "inspect_app.cli.demo",
    "differences": "inspect_app.cli.differences",
    "estimate": "inspect_app.cli.estimate",
    "findings": "inspect_app.cli.findings",
    "frame": "inspect_app.cli.frame",
    "inspection": "inspect_app.cli.inspection",
    "ledger": "inspect_app.cli.ledger",
    "questionnaire": "inspect_app.cli.questionnaire",
    "rate": "inspect_app.cli.rate",
    "ratings": "inspect_app.cli.ratings",
    "report": "inspect_app.cli.report",
    "sample": "inspect_app.cli.sample",
    "serve": "inspect_app.cli.serve",
    "snapshots": "inspect_app.cli.snapshots",
    "tables": "inspect_app.cli.tables",
    "team": "inspect_app.cli.team",
    "user": "inspect_app.cli.user",
    "worker": "inspect_app.cli.worker",
}


class _LazyGroup(click.Group):
    """Imports a command's module only when that command is used, so that starting stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with in_one_go():
            command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command


FAULT = (
    "this is a fault of the programme, not of what you did. To see the details, run it again as "
    "inspect-app --debug, or with INSPECT_DEBUG=1."
)
FAULT_STATUS = 70
"""What sysexits.h calls an internal software error."""


@dataclass
class _Settings:
    """What holds for a whole run."""

    debug: bool = False


def _note_debug(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.ensure_object(_Settings).debug = value


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inspect-app")
@click.option(
    "--debug",
    is_flag=True,
    envvar="INSPECT_DEBUG",
    expose_value=False,
    callback=_note_debug,
    help="Show the details of a fault.",
)
def group() -> None:
    """Audit case files: import cases, draw a sample, score it, and report.

    \b
    Example:
      inspect-app inspection create north-2026 --questionnaire through-the-gate --title "North area, 2026"
      inspect-app cases import north-2026 long-list.xlsx --as-at 2026-03-01
      inspect-app sample draw north-2026 --size 86
      inspect-app serve
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command; anything a user can mend ends as one sentence and exit status 2, a fault with 70."""
    settings = _Settings()
    try:
        _check_readable(sys.argv[1:] if arguments is None else arguments)
        # click answers the status of a command that ended early, and None for one that ran to its end
        if status := group.main(arguments, standalone_mode=False, obj=settings):
            sys.exit(status)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else group.help)
        sys.exit(0)
    except click.ClickException as error:
        _stop(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except UserError as error:
        _stop(str(error))
    except Exception:  # noqa: BLE001  # the last resort: a traceback helps nobody who uses the programme
        if settings.debug:
            traceback.print_exc()
        _stop(FAULT, FAULT_STATUS)


def _check_readable(arguments: list[str]) -> None:
    """Bytes that are no UTF-8 arrive as lone surrogates, which no database or page can hold."""
    for place, argument in enumerate(arguments, start=1):
        if not argument.isascii() and any("\ud800" <= letter <= "\udfff" for letter in argument):
            raise UserError(f"Word {place} after inspect-app isn't text in UTF-8. Type it again.")


def _stop(sentence: str, status: int = 2) -> None:
    click.echo(f"inspect-app: {sentence}", err=True)
    sys.exit(status)
