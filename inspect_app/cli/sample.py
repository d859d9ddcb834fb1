"""Commands about the sample."""

import click

from inspect_app.cli import reserves, sample_plan, sample_proof
from inspect_app.cli.context import (
    local_actor,
    open_session,
    output_format,
    print_result,
    utc_now,
)
from inspect_app.cli.sample_plan import labelled, make_seed, plan_options, seed_option
from inspect_app.fieldwork.draw_sample import check_reason, draw_sample
from inspect_app.fieldwork.list_draws import DrawView, list_draws, show_draw
from inspect_app.fieldwork.plan_sample import plan_again, plan_sample, waiting_plan
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session
from inspect_app.sampling.plan import Method


@click.group()
def sample() -> None:
    """Plan and draw the sample of an inspection, prove it, and replace its cases.

    \b
    Example:
      inspect-app sample draw north-2026 --size 86
    """


for command in (sample_plan.plan, *reserves.COMMANDS, *sample_proof.COMMANDS):
    sample.add_command(command)


@sample.command()
@click.argument("ref")
@plan_options
@seed_option
@click.option("--buffer", type=int, help="Reserves, in per cent of the size; the scheme's if omitted.")
@click.option("--reason", help="Why the sample is drawn again; needed for every draw after the first.")
@output_format
def draw(ref: str, seed: str | None, method: str, reason: str | None, output: str, **wish: object) -> None:
    """Draw a sample from the long list of inspection REF, and make its cases.

    With a size, the plan that it makes is kept first; without one, the plan made last is drawn by. Until work
    on a case begins the sample can be drawn again, with a reason; the draw before is kept. Rows with open
    problems are not drawn: mend or exclude them first.

    \b
    Example:
      inspect-app sample draw north-2026 --size 148 --buffer 20 --seed "North area 2026"
      inspect-app sample draw north-2026 --reason "Two teams were missing from the list"
    """
    asked = Wish(method=Method(method), **wish)  # type: ignore[arg-type]  # as the options read them
    # The plan with its seed is kept for good before the list is opened for drawing.
    with open_session() as session:
        check_reason(session, ref, reason)
        _plan(session, ref, asked, seed)
    with open_session() as session:
        view = draw_sample(session, local_actor(), utc_now, ref=ref, reason=reason)
    print_result(output, _data(view), _text(view))


def _plan(session: Session, ref: str, asked: Wish, seed: str | None) -> None:
    """Keeps the plan to draw by, unless one waits."""
    common = (session, local_actor(), utc_now)
    if asked.size is not None or asked.sizes is not None:
        plan_sample(*common, ref=ref, wish=asked, seed=seed, make_seed=make_seed)
    elif asked != Wish():
        raise UserError("Give a size with these options, or plan the sample with inspect-app sample plan.")
    elif waiting_plan(session, ref) is None:
        plan_again(*common, ref=ref, seed=seed, make_seed=make_seed)
    elif seed is not None:
        raise UserError("The plan that waits has its seed. Plan the sample again to give another.")


@sample.command()
@click.argument("ref")
@click.option("--draw", "number", type=int, help="The number of the draw; the last one if omitted.")
@output_format
def show(ref: str, number: int | None, output: str) -> None:
    """Show the draw that the cases of inspection REF come from, or an earlier one.

    \b
    Example:
      inspect-app sample show north-2026
    """
    with open_session() as session:
        view = show_draw(session, ref, number)
    print_result(output, _data(view), _text(view))


@sample.command()
@click.argument("ref")
@output_format
def draws(ref: str, output: str) -> None:
    """List all draws of inspection REF, the last one first.

    \b
    Example:
      inspect-app sample draws north-2026
    """
    with open_session() as session:
        views = list_draws(session, ref)
    print_result(output, [_data(view) for view in views], "\n".join(map(_line, views)) or "Nothing is drawn.")


def _data(view: DrawView) -> dict[str, object]:
    return {**vars(view), "strata": [labelled(vars(line)) for line in view.strata]}


def _line(view: DrawView) -> str:
    state = "superseded" if view.superseded_at else "in use"
    reason = f" Reason: {view.reason}" if view.reason else ""
    when = f"{view.drawn_at:%Y-%m-%d %H:%M}"
    return f"Draw {view.number}, {when}, {state}: {_head(view)} Seed: {view.seed}{reason}"


def _head(view: DrawView) -> str:
    if view.mode == "on_the_day":
        return f"{view.population:,} cases stand in line, of which {view.size:,} are to be taken."
    total = sum(line.primaries for line in view.strata)
    planned = "" if total == view.size else f" {view.size:,} were planned."
    return f"{total:,} of {view.population:,} cases drawn ({view.method} {view.version}).{planned}"


def _text(view: DrawView) -> str:
    lines = [
        _head(view),
        f"Seed: {view.seed}",
        *(
            f"  {line.title}: {line.primaries} of {line.population}"
            + (f", {line.planned} planned" if line.planned != line.primaries else "")
            + (f", {line.reserves} in reserve" if line.reserves else "")
            + f" ({line.share_of_sample:g} per cent of the sample, {line.share_of_list:g} of the list)"
            for line in view.strata
        ),
        *(f"  {id_}: left out on purpose ({number:,} cases)" for id_, number in view.left_out.items()),
        "How the sample was shared out:",
        *(
            f"  {step.name}: {step.words}: {', '.join(str(count) for count in step.counts.values())}"
            for step in view.trace
        ),
        *(f"Warning: {warning}" for warning in view.warnings),
    ]
    if view.reason:
        lines.append(f"Reason for drawing again: {view.reason}")
    if view.superseded_at:
        lines.append("This draw is superseded by a later one.")
    elif view.list_changed:
        lines.append("The long list was changed after this draw. Draw again to sample from it as it is now.")
    if view.open_problems == 1:
        lines.append("1 row with an open problem could not be drawn.")
    elif view.open_problems:
        lines.append(f"{view.open_problems:,} rows with open problems could not be drawn.")
    return "\n".join(lines)
