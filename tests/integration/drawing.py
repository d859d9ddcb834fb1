"""Plans and draws a sample at one go, for tests that are about something else."""

from collections.abc import Callable

from inspect_app.fieldwork.draw_sample import draw_sample as draw_planned
from inspect_app.fieldwork.list_draws import DrawView
from inspect_app.fieldwork.list_long_list import long_list_summary
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.records.engine import Session


def draw_sample(
    session: Session, actor: Actor, clock: Clock, *, ref: str, size: int, seed: str | None, buffer: int = 0,
    make_seed: Callable[[], str], reason: str | None = None,
) -> DrawView:  # fmt: skip
    """Draw a systematic sample; strata that have no case are left out on purpose."""
    strata = long_list_summary(session, ref).strata
    empty = frozenset(each.id for each in strata if not each.population)
    left_out = empty if len(empty) < len(strata) else frozenset()
    wish = Wish(size=size, buffer=buffer, left_out=left_out)
    plan_sample(session, actor, clock, ref=ref, wish=wish, seed=seed, make_seed=make_seed)
    return draw_planned(session, actor, clock, ref=ref, reason=reason)
