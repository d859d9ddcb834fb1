"""Repeatable chance: every invented answer follows from a case reference and a question alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from inspect_app.questionnaire.conditions import Value

Facts = Mapping[str, Value]
"""What is known of a case so far: its attributes and its answers, by id."""
Liking = Callable[[Facts], float]
"""How well something suits a case; more is better."""


@dataclass(frozen=True)
class Portion:
    """Cases given a value: `number` of every 86, the best suited first; with no number, all that it suits."""

    value: str
    number: int | None
    liking: Liking
    spread: float = 1.0
    """How far chance may upset the order of suitability; at 1 it only settles ties."""


def share(reference: str, subject: str) -> float:
    """A fixed number from 0 up to 1 for a case and a subject."""
    return int.from_bytes(sha256(f"{reference}|{subject}".encode()).digest()[:6]) / 2**48


def between(reference: str, subject: str, low: int, high: int) -> int:
    """A fixed whole number for a case and a subject, both ends included."""
    return low + int(share(reference, subject) * (high - low + 1))


def happens(reference: str, subject: str, per_cent: int) -> bool:
    """Whether something that happens in so many per cent of cases happens in this one."""
    return 100 * share(reference, subject) < per_cent


def pick(reference: str, subject: str, weights: Mapping[str, int]) -> str:
    """One of the values, each as likely as its weight."""
    drawn = [value for value, weight in weights.items() for _ in range(weight)]
    return drawn[between(reference, subject, 0, len(drawn) - 1)]


def several(reference: str, subject: str, per_cent: Mapping[str, int], otherwise: str) -> list[str]:
    """Every value whose own chance comes up, in the order given; `otherwise` alone if none does."""
    chosen = [value for value, chance in per_cent.items() if happens(reference, f"{subject}|{value}", chance)]
    return chosen or [otherwise]


def allot(
    question: str, portions: Sequence[Portion], otherwise: str, cases: Mapping[str, Facts]
) -> dict[str, str]:
    """A value for every case, by reference: each portion takes from the cases that those before it left."""
    values: dict[str, str] = {}
    for portion in portions:
        left = [reference for reference in cases if reference not in values]
        values |= dict.fromkeys(_takers(question, portion, left, cases), portion.value)
    return {reference: values.get(reference, otherwise) for reference in cases}


def has(subject: str, *values: str) -> Liking:
    """1 if the case's value is, or its list of values holds, one of these; 0 if not."""

    def liking(facts: Facts) -> float:
        value = facts.get(subject)
        held = value if isinstance(value, list) else [value]
        return float(any(one in held for one in values))

    return liking


def together(*likings: Liking) -> Liking:
    """The sum of several likings."""
    return lambda facts: sum(liking(facts) for liking in likings)


def anyone(_facts: Facts) -> float:
    """Suits every case alike."""
    return 1.0


def _takers(question: str, portion: Portion, left: list[str], cases: Mapping[str, Facts]) -> list[str]:
    if portion.number is None:
        return [reference for reference in left if portion.liking(cases[reference])]
    number = (2 * portion.number * len(cases) + 86) // (2 * 86)

    def rank(reference: str) -> float:
        chance = share(reference, f"{question}|{portion.value}")
        return -portion.liking(cases[reference]) - portion.spread * chance

    return sorted(left, key=lambda reference: (rank(reference), reference))[:number]
