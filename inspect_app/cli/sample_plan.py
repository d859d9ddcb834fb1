"""The command that plans a sample, and the options by which one is planned."""

import secrets
from collections.abc import Callable, Sequence
from fractions import Fraction

import click

from inspect_app.cli.context import local_actor, open_session, output_format, print_result, utc_now
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.sample_plan import PlanView
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.plan import Method

SEED_BYTES = 16


def make_seed() -> str:
    """A new seed nobody could have chosen."""
    return secrets.token_hex(SEED_BYTES)


def _per_cent(_ctx: click.Context, param: click.Parameter, value: str | None) -> Fraction | None:
    try:
        return None if value is None else Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise UserError(f"The {param.name} “{value}” is not a number. Write it as 80 or 2.5.") from None


def _sizes(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, int] | None:
    sizes: dict[str, int] = {}
    for value in values:
        stratum, _, number = value.partition("=")
        if not number.isdecimal() or stratum in sizes:
            raise UserError(f"“{value}” is no size of a stratum. Write each stratum once, such as women=20.")
        sizes[stratum] = int(number)
    return sizes or None


def _left_out(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    return frozenset(values)


_OPTIONS = (
    click.option("--size", type=int, help="How many cases to draw."),
    click.option(
        "--stratum",
        "sizes",
        multiple=True,
        callback=_sizes,
        metavar="ID=N",
        help="How many cases a stratum is to give; once for each stratum, instead of a size.",
    ),
    click.option(
        "--method",
        type=click.Choice([each.value for each in Method]),
        default=Method.SYSTEMATIC.value,
        show_default=True,
        help="How cases are chosen.",
    ),
    click.option("--cap", type=int, help="The most cases of one officer (the inspectorate's method alone)."),
    click.option(
        "--leave-out",
        "left_out",
        multiple=True,
        callback=_left_out,
        metavar="ID",
        help="A stratum to leave out on purpose; may be given again.",
    ),
    click.option("--on-the-day", is_flag=True, help="Cases are taken from the list during fieldwork."),
)
_SIZING = (
    click.option("--confidence", callback=_per_cent, help="Per cent; the scheme's if omitted."),
    click.option("--margin", callback=_per_cent, help="Percentage points; the scheme's if omitted."),
    click.option("--minimum", type=int, help="The fewest cases, whatever the margin asks for."),
    click.option("--maximum", type=int, help="The most cases, whatever the margin asks for."),
)


def plan_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that say what sample is to be drawn."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def seed_option(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--seed`."""
    words = "Text that fixes the draw, so that anyone can repeat it; made up if omitted."
    return click.option("--seed", help=words)(command)


def _sizing_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_SIZING):
        command = option(command)
    return command


@click.command()
@click.argument("ref")
@_sizing_options
@plan_options
@click.option("--buffer", type=int, help="Reserves, in per cent of the size; the scheme's if omitted.")
@seed_option
@output_format
def plan(ref: str, seed: str | None, method: str, output: str, **wish: object) -> None:
    """Plan the sample of inspection REF, and keep the plan with its seed.

    The size follows from a confidence and a margin, or is typed; the margin that it implies is shown. Nothing
    is drawn: inspect-app sample draw REF then draws by this plan. A later plan takes its place.

    \b
    Example:
      inspect-app sample plan north-2026 --confidence 80 --margin 5 --buffer 20
      inspect-app sample plan north-2026 --size 148 --method inspectorate --cap 6
    """
    asked = Wish(method=Method(method), **wish)  # type: ignore[arg-type]  # as the options above read them
    with open_session() as session:
        view = plan_sample(
            session, local_actor(), utc_now, ref=ref, wish=asked, seed=seed, make_seed=make_seed
        )
    print_result(output, _data(view), _text(view))


def labelled(line: dict[str, object]) -> dict[str, object]:
    """A stratum for programmes: its title is its label there."""
    return {
        "id": line["id"],
        "label": line["title"],
        **{key: value for key, value in line.items() if key not in ("id", "title")},
    }


def _data(view: PlanView) -> dict[str, object]:
    return {**vars(view), "strata": [labelled(vars(line)) for line in view.strata]}


def _text(view: PlanView) -> str:
    computed = (
        ""
        if view.computed is None
        else f" ({view.computed:,} computed for ±{view.margin:g} percentage points)"
    )
    return "\n".join(
        [
            f"Plan {view.number}: {view.size:,} of {view.population:,} cases{computed}, {view.method}.",
            f"Implied at {view.confidence:g} per cent confidence: {margin_words(view.implied_margin)}.",
            f"Reserves: {view.buffer} per cent." + (f" Cap: {view.cap} of one officer." if view.cap else ""),
            f"Seed: {view.seed}",
            *(
                f"  {line.title}: {line.primaries} of {line.population}, {line.reserves} in reserve, "
                f"{margin_words(line.margin)}"
                for line in view.strata
            ),
            *(f"  {id_}: left out on purpose ({count:,} cases)" for id_, count in view.left_out.items()),
        ]
    )


def margin_words(margin: float | None) -> str:
    """A margin: ±4.94 percentage points."""
    return "no margin" if margin is None else f"±{margin:.2f} percentage points"
