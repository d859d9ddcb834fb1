"""The command that makes the demonstration: a synthetic inspection from its long list to its report."""

import sys
from pathlib import Path

import click

from inspect_app.cli.context import output_format, print_result, utc_now
from inspect_app.cli.report_build import write_outputs
from inspect_app.cli.serve import serve_until_stopped
from inspect_app.fieldwork.demonstration.scenes import SCENES, Scene
from inspect_app.fieldwork.load_demonstration import INSPECTOR, load_demonstration
from inspect_app.fieldwork.take_edition import take_now
from inspect_app.fieldwork.write_demonstration import LANGUAGE
from inspect_app.records.engine import Engine, open_engine, transaction, upgrade


@click.command()
@click.option(
    "--instrument",
    type=click.Choice(list(SCENES)),
    default=next(iter(SCENES)),
    show_default=True,
    help="The questionnaire to demonstrate.",
)
@click.option(
    "--out",
    default="var/demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the outputs.",
)
@click.option(
    "--serve/--no-serve", default=True, show_default=True, help="Serve the pages when everything is written."
)
@click.option(
    "--port", default=8137, show_default=True, type=click.IntRange(1, 65535), help="The port to serve on."
)
@output_format
def demo(instrument: str, out: Path, serve: bool, port: int, output: str) -> None:
    """Make a synthetic inspection with its report, and serve it.

    It always has a database of its own, inspect-app.sqlite3 in the folder for the outputs, so that nothing
    invented gets among real cases. Running it again keeps what is there and writes the outputs anew; with
    another instrument, it adds that one's inspection, and the outputs are that one's.

    \b
    Example:
      inspect-app demo --no-serve --out var/demo
      inspect-app demo --instrument core-case-supervision --out var/supervision
    """
    engine = open_engine(f"sqlite:///{(out / 'inspect-app.sqlite3').resolve()}")
    upgrade(engine)
    scene = SCENES[instrument]
    _load(engine, scene)
    frozen = take_now(engine, INSPECTOR, utc_now, ref=scene.ref, language=LANGUAGE)
    written = [str(path) for path in write_outputs(frozen, out)]
    print_result(output, {"ref": scene.ref, "files": written}, "\n".join(f"Wrote {path}" for path in written))
    if serve:
        serve_until_stopped(engine, host="127.0.0.1", port=port)


def _load(engine: Engine, scene: Scene) -> None:
    with (
        transaction(engine) as session,
        click.progressbar(length=scene.size, label="Scoring cases", file=sys.stderr) as bar,
    ):
        for done in load_demonstration(session, utc_now, scene):
            bar.update(done - bar.pos)
