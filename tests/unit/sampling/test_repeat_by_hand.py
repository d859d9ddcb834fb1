"""Repeats a draw in plain code that shares nothing with the product's, as the guide describes it."""

import hashlib
from datetime import date

from inspect_app.sampling.allocation import Allocation
from inspect_app.sampling.draw import draw
from inspect_app.sampling.long_list import check_list
from tests.unit.sampling.lists import DEFINITION, row


def netstring_hash(*parts: str) -> str:
    text = b""
    for part in parts:
        raw = part.encode("utf-8")
        text += str(len(raw)).encode() + b":" + raw + b","
    return hashlib.sha256(text).hexdigest()


def pick(ordered: list[str], wanted: int, start: int) -> list[str]:
    chosen = []
    for place, key in enumerate(ordered):
        marks = range(place * wanted, (place + 1) * wanted)
        if any(mark % len(ordered) == start for mark in marks):
            chosen.append(key)
    return chosen


def test_a_stranger_draws_the_same_cases() -> None:
    seed, stratum = "St David’s 2016", "women"
    places = {f"crn:X{100_003 + n}": ("north", f"ldu {n % 4}", f"officer {n % 5}") for n in range(23)}
    rows = [row(3 + n, gender="F", ldu=f"LDU {n % 4}", officer=f" Officer  {n % 5}") for n in range(23)]
    ordered = sorted(places, key=lambda key: (*places[key], netstring_hash("order", seed, stratum, key)))
    first = pick(ordered, 9, int(netstring_hash("primary start", seed, stratum), 16) % 23)
    rest = [key for key in ordered if key not in first]
    spare = pick(rest, 4, int(netstring_hash("reserve start", seed, stratum), 16) % 14)
    first.sort(key=lambda key: netstring_hash("reference", seed, key))
    spare.sort(key=lambda key: netstring_hash("reserve", seed, stratum, key))

    frame = check_list(rows, DEFINITION, date(2016, 3, 1)).frame
    drawn = draw(frame, Allocation({"men_low": 0, "women": 9}, {"men_low": 0, "women": 4}, ()), seed)
    assert [each.case.key for each in drawn] == first + spare
