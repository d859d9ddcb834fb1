"""Commands about the sample."""

import secrets
from dataclasses import asdict

import click

from inspect_app.cli import reserves
from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.draw_sample import DrawView, draw_sample, latest_draw
from inspect_app.questionnaire.problems import UserError

SEED_BYTES = 16


@click.group()
def sample() -> None:
    """Draw the sample of an inspection, and show it.

    \b
    Example:
      inspect-app sample draw north-2026 --size 86
    """


for command in reserves.COMMANDS:
    sample.add_command(command)


@sample.command()
@click.argument("ref")
@click.option("--size", required=True, type=int, help="How many cases to draw.")
@click.option("--seed", help="Text that fixes the draw, so that anyone can repeat it; made up if omitted.")
@click.option("--buffer", default=0, show_default=True, type=int, help="Reserves, in per cent of the size.")
@output_format
def draw(ref: str, size: int, seed: str | None, buffer: int, output: str) -> None:
    """Draw a stratified sample from the long list of inspection REF, and make its cases.

    An inspection has one sample. Rows with open problems are not drawn: mend or exclude them first.

    \b
    Example:
      inspect-app sample draw north-2026 --size 148 --buffer 20 --seed "North area 2026"
    """
    with open_session() as session:
        view = draw_sample(
            session,
            local_actor(),
            utc_now,
            ref=ref,
            size=size,
            seed=seed,
            buffer=buffer,
            make_seed=lambda: secrets.token_hex(SEED_BYTES),
        )
    print_result(output, _data(view), _text(view))


@sample.command()
@click.argument("ref")
@output_format
def show(ref: str, output: str) -> None:
    """Show the draw that the cases of inspection REF come from.

    \b
    Example:
      inspect-app sample show north-2026
    """
    with open_session() as session:
        view = latest_draw(session, ref)
    if view is None:
        raise UserError(f"Inspection {ref} has no sample yet. Draw one with inspect-app sample draw.")
    print_result(output, _data(view), _text(view))


def _data(view: DrawView) -> dict[str, object]:
    strata = [{"id": line.id, "label": line.title, **_figures(asdict(line))} for line in view.strata]
    return {**asdict(view), "strata": strata, "drawn_at": view.drawn_at.isoformat()}


def _figures(line: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in line.items() if key not in ("id", "title")}


def _text(view: DrawView) -> str:
    lines = [
        f"{view.size:,} of {view.population:,} cases drawn ({view.method} {view.version}).",
        f"Seed: {view.seed}",
        *(
            f"  {line.title}: {line.primaries} of {line.population}"
            + (f", {line.reserves} in reserve" if line.reserves else "")
            for line in view.strata
        ),
        "How the sample was shared out:",
        *(
            f"  {step.words}: {', '.join(str(count) for count in step.counts.values())}"
            for step in view.trace
        ),
    ]
    if view.open_problems == 1:
        lines.append("1 row with an open problem could not be drawn.")
    elif view.open_problems:
        lines.append(f"{view.open_problems} rows with open problems could not be drawn.")
    return "\n".join(lines)
