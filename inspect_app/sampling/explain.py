"""Why a case was chosen or wasn't, and why a stratum falls short, in sentences for the people who sample."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from inspect_app.questionnaire.scheme import Split
from inspect_app.sampling.allocation import Allocation, Bucket
from inspect_app.sampling.draw import Chance, DrawnCase, every_kth, grouped, laid_out, start
from inspect_app.sampling.draw_nested import in_lot_order
from inspect_app.sampling.frame import FrameCase
from inspect_app.sampling.methods import procedure_of
from inspect_app.sampling.plan import Method, Plan

_LEVELS: Mapping[Split, str] = {"cluster": "cluster", "ldu": "LDU", "officer": "officer"}
_STEPS = {
    "INITIAL": "{} in proportion",
    "INCREASED_FOR_ROUNDING": "{} after rounding",
    "DECREASED_FOR_ROUNDING": "{} after rounding",
    "DECREASED_FOR_CAP": "{} under the cap",
    "INCREASED_FOR_CAP": "{} with what colleagues can’t give under the cap",
    "SHORT": "{} because nobody there has room under the cap",
}


def explain(
    key: str,
    frame: Sequence[FrameCase],
    plan: Plan,
    allocation: Allocation,
    seed: str,
    titles: Mapping[str, str],
) -> tuple[str, ...]:
    """Sentences on one case of the frame: its stratum, its place, what the seed did, its role and its chance.

    `titles` are the strata's by id. The sentences name no person.
    """
    case = next(each for each in frame if each.key == key)
    title = titles[case.stratum]
    if case.stratum not in allocation.primaries:
        return (f"The case is in the stratum “{title}”, which this plan leaves out.",)
    procedure = procedure_of(plan)
    drawn = {each.case.key: each for each in procedure.draw(frame, allocation, seed)}
    stratum = grouped(frame)[case.stratum]
    return (
        f"The case is in the stratum “{title}”, one of {_cases(len(stratum))} that could be drawn there.",
        *_STORIES[plan.mode if plan.mode == "on_the_day" else plan.method](case, stratum, allocation, seed),
        _role(drawn.get(key)),
        _chances(procedure.chances(frame, allocation)[key], plan),
    )


def shortfalls(allocation: Allocation, cap: int, titles: Mapping[str, str]) -> list[str]:
    """A warning for each stratum that gives fewer cases than its share, with the LDUs that have no room."""
    result = []
    for stratum, missing in allocation.shortfall.items():
        places = {
            bucket.ldu
            for bucket in allocation.buckets
            if bucket.stratum == stratum and any(step.name == "SHORT" for step in bucket.steps)
        }
        where = f" ({', '.join(sorted(places))})" if any(places) else ""
        result.append(
            f"“{titles[stratum]}” falls short by {_cases(missing)}: where they would come from{where}, every "
            f"officer gives {cap} already or has no more."
        )
    return result


def _systematic(
    case: FrameCase, stratum: Sequence[FrameCase], allocation: Allocation, seed: str
) -> Iterator[str]:
    wanted, spare = allocation.primaries[case.stratum], allocation.reserves[case.stratum]
    cases = laid_out(stratum, seed)
    begin = start("primary", seed, case.stratum, len(cases))
    chosen, rest = every_kth(cases, wanted, begin)
    yield _gives(allocation, case.stratum)
    yield (
        "Its cases are gone through by cluster, LDU and officer, those of one officer in an order that the "
        f"seed makes. This case is at place {cases.index(case) + 1} of {len(cases)}."
    )
    yield _starts("a first choice", cases.index(case), len(cases), wanted, begin)
    if case not in chosen:
        begin = start("reserve", seed, case.stratum, len(rest))
        yield _starts("a reserve", rest.index(case), len(rest), spare, begin)


def _starts(role: str, place: int, cases: int, wanted: int, begin: int) -> str:
    """The starts that would take a case: `wanted` of them, one after another, counted round."""
    if wanted in (0, cases):
        return f"No start makes it {role}." if not wanted else f"Every start makes it {role}."
    low, high = place * wanted % cases, (place * wanted + wanted - 1) % cases
    spans = [(low, high)] if low <= high else [(low, cases - 1), (0, high)]
    words = " and ".join(str(one) if one == other else f"{one} to {other}" for one, other in spans)
    return f"Of the starts 0 to {cases - 1}, {words} would make it {role}. The seed gives {begin}."


def _nested(
    case: FrameCase, stratum: Sequence[FrameCase], allocation: Allocation, seed: str
) -> Iterator[str]:
    splits = allocation.splits
    around = [bucket for bucket in allocation.buckets if bucket.stratum == case.stratum]
    steps = next(bucket for bucket in around if _together(bucket, case, splits)).steps
    yield _gives(allocation, case.stratum)
    for level in splits:
        around = [bucket for bucket in around if getattr(bucket, level) == getattr(case, level)]
        population = sum(bucket.population for bucket in around)
        given = ", then ".join(_STEPS[name].format(count) for at, name, count in steps if at == level)
        yield f"Its {_LEVELS[level]} has {_cases(population)} of these, and gives {given}."
    (own,) = around
    if not own.drawn:
        yield "None of these is drawn, whatever the seed."
        return
    mates = [each for each in stratum if _together(each, case, splits)]
    place = in_lot_order(mates, "bucket", seed).index(case) + 1
    yield f"By lots that the seed makes, it is number {place} of these {len(mates)}: {own.drawn} are drawn."
    if place <= own.drawn:
        yield "By other lots, the first choices are then chosen among all that the stratum gives."


def _on_the_day(
    case: FrameCase, _stratum: Sequence[FrameCase], allocation: Allocation, _seed: str
) -> Iterator[str]:
    yield f"The first {allocation.primaries[case.stratum]} in line are to be taken during fieldwork."


_Story = Callable[[FrameCase, Sequence[FrameCase], Allocation, str], Iterator[str]]
_STORIES: Mapping[str, _Story] = {
    Method.SYSTEMATIC: _systematic,
    Method.INSPECTORATE: _nested,
    "on_the_day": _on_the_day,
}


def _together(one: Bucket | FrameCase, other: FrameCase, splits: Sequence[Split]) -> bool:
    return all(getattr(one, level) == getattr(other, level) for level in splits)


def _gives(allocation: Allocation, stratum: str) -> str:
    first, spare = allocation.primaries[stratum], allocation.reserves[stratum]
    return f"The stratum gives {_cases(first)} as first choices and {_cases(spare)} as reserves."


def _role(drawn: DrawnCase | None) -> str:
    if drawn is None:
        return "It was not drawn."
    if drawn.reference:
        return f"It is a first choice, with the reference {drawn.reference}."
    return (
        f"It is number {drawn.reserve} in line among the stratum's reserves, in an order that the seed makes."
    )


def _chances(chance: Chance, plan: Plan) -> str:
    first, spare = _share(chance.primary), _share(chance.reserve)
    if plan.mode == "on_the_day":
        return f"Before the seed, its chance to stand among those was {spare}."
    return f"Before the seed, its chance to be a first choice was {first}, and to be a reserve {spare}."


def _share(chance: Fraction) -> str:
    if chance.denominator == 1:
        return str(chance)
    return f"{chance.numerator} in {chance.denominator} ({float(100 * chance):.1f} per cent)"


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"
