"""A stranger's programme: repeats a sample as docs/developer/sampling.md tells, and uses nothing of ours."""

import hashlib
import json
import unicodedata
from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from math import floor
from pathlib import Path

import openpyxl

COLUMNS = (
    *("family_name", "first_names", "date_of_birth", "gender", "sentence_type", "crn", "pnc", "rosh"),
    *("start_date", "terminated", "cluster", "ldu", "team", "officer", "manager", "office"),
)
SEXES = {"male": "male", "female": "female"}
SENTENCES = {
    "ora community order": "ora_community_order",
    "ora suspended sentence order": "ora_suspended_sentence_order",
    "cja - community order": "cja_community_order",
    "cja - suspended sentence order": "cja_suspended_sentence_order",
    "adult licence": "adult_licence",
    "ora adult custody (inc pss)": "ora_adult_custody",
    "ora supervision default order": "ora_supervision_default_order",
}
RISKS = {"rlrh": "low", "rmrh": "medium", "rhrh": "high", "rvrh": "very_high"}

Row = dict[str, str]
Case = dict[str, str]
"""Key, stratum, and folded cluster, LDU and officer."""
Counts = dict[str, int]
Line = tuple[str, str, str, int, str]
"""Key, stratum, "primary" or "reserve", reference or place, and probability."""


# The list


def text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def fold(words: str) -> str:
    return " ".join(words.split()).casefold()


def read(file: Path) -> list[Row]:
    """The rows from the row below the headings to the first empty one."""
    sheet = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    first = next(number for number, row in enumerate(sheet) if fold(text(row[0])) == "family name") + 1
    rows = []
    for row in sheet[first:]:
        cells = [text(cell) for cell in row]
        if not any(cells):
            break
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def day(words: str) -> date | None:
    try:
        return date(*map(int, reversed(words.split("/"))))
    except (TypeError, ValueError):
        return None


def key_of(row: Row) -> str:
    for kind in ("crn", "pnc"):
        if row[kind]:
            return f"{kind}:{''.join(row[kind].split()).upper()}"
    names = [fold(row["family_name"]), fold(row["first_names"])]
    born = day(row["date_of_birth"])
    return "" if not born or not all(names) else plain_json(["person", *names, born.isoformat()])


def plain_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def left_in(rows: list[Row], as_at: date) -> list[Row]:
    """Without the published exclusions."""
    rows = [row for row in rows if "*" not in row["family_name"] + row["first_names"]]
    rows = [row for row in rows if not (start := day(row["start_date"])) or start <= as_at]
    rows = [row for row in rows if fold(row["gender"]) in ("male", "m", "female", "f")]
    known: list[tuple[set[str], list[Row]]] = []
    undated = [row for row in rows if not day(row["start_date"])]
    for row in rows:
        if day(row["start_date"]):
            marks = {f"pnc {''.join(row['pnc'].split()).upper()}"} if row["pnc"] else set()
            if (born := day(row["date_of_birth"])) and row["family_name"] and row["first_names"]:
                marks.add(f"{fold(row['family_name'])}|{fold(row['first_names'])}|{born}")
            same = [person for person in known if person[0] & marks]
            known = [person for person in known if not person[0] & marks]
            known.append((marks.union(*(each[0] for each in same)), sum((each[1] for each in same), [row])))
    return undated + [min(group, key=earliest) for _, group in known]


def earliest(row: Row) -> tuple[date, str, list[tuple[str, str]]]:
    return day(row["start_date"]) or date.max, key_of(row), sorted(row.items())


def attributes_of(row: Row) -> dict[str, str | None]:
    return {
        "sex": SEXES.get(fold(row["gender"])),
        "sentence_type": SENTENCES.get(fold(row["sentence_type"])),
        "rosh": RISKS.get(fold(row["rosh"])),
        "cluster": row["cluster"] or None,
        "ldu": row["ldu"] or None,
    }


def stratum_of(attributes: dict[str, str | None]) -> str:
    if attributes["sex"] == "female":
        return "female"
    where = "community" if str(attributes["sentence_type"]).endswith("order") else "post_custody"
    if attributes["sentence_type"] == "ora_supervision_default_order":
        where = "post_custody"
    return f"male_{where}_{'low' if attributes['rosh'] == 'low' else 'not_low'}"


def frame_of(rows: list[Row], as_at: date) -> tuple[list[Case], str]:
    """The cases that can be drawn, and the frame hash."""
    rows = left_in(rows, as_at)
    keys = [key_of(row) for row in rows]
    cases, lines = [], []
    for row, key in zip(rows, keys, strict=True):
        attributes = attributes_of(row)
        sound = row["family_name"] and day(row["start_date"]) and all(attributes.values())
        if row["date_of_birth"] and not day(row["date_of_birth"]):
            continue
        if sound and key and keys.count(key) == 1:
            place = [fold(row[name]) for name in ("cluster", "ldu", "officer")]
            stratum = stratum_of(attributes)
            cases.append(
                dict(
                    zip(("key", "stratum", "cluster", "ldu", "officer"), [key, stratum, *place], strict=True)
                )
            )
            lines.append(plain_json([key, stratum, *place, attributes]))
    return cases, hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


# How many


def rounded(numerator: int, denominator: int) -> int:
    return floor(Fraction(numerator, denominator) + Fraction(1, 2))


def repaired(counts: Counts, full: Counts, target: int) -> Counts:
    counts = dict(counts)
    order = sorted(counts, key=lambda name: counts[name])
    while sum(counts.values()) < target:
        for name in order:
            if counts[name] < full[name] and sum(counts.values()) < target:
                counts[name] += 1
    order = sorted(counts, key=lambda name: -counts[name])
    while sum(counts.values()) > target:
        for name in order:
            if counts[name] > 0 and sum(counts.values()) > target:
                counts[name] -= 1
    return counts


def shared(full: Counts, size: int) -> tuple[Counts, Counts]:
    """Proportional shares before and after the repair."""
    whole = sum(full.values())
    base = {name: min(rounded(size * count, whole), count) for name, count in full.items()}
    return base, repaired(base, full, size)


def strata(full: Counts, size: int, buffer: int) -> tuple[Counts, Counts]:
    """First choices and all drawn cases of each stratum."""
    base, first = shared(full, size)
    target = min(size + rounded(size * buffer, 100), sum(full.values()))
    drawn = {name: min(count + rounded(count * buffer, 100), full[name]) for name, count in base.items()}
    drawn = repaired(drawn, full, target)
    spare = {name: max(count - first[name], 0) for name, count in drawn.items()}
    missing = sum(max(first[name] - count, 0) for name, count in drawn.items())
    order = sorted(full, key=lambda name: -max(drawn[name], first[name]))
    while missing:
        for name in order:
            if missing and spare[name]:
                spare[name] -= 1
                missing -= 1
    return first, {name: first[name] + spare[name] for name in full}


# The systematic draw


def h(*parts: str) -> str:
    told = b"".join(b"%d:%s," % (len(part.encode()), part.encode()) for part in parts)
    return hashlib.sha256(told).hexdigest()


def pick(ordered: list[str], wanted: int, start: int) -> list[str]:
    """Lay the cases end to end, each `wanted` units long, and take those with a unit at the start."""
    total = len(ordered)
    return [
        key
        for place, key in enumerate(ordered)
        if any(unit % total == start for unit in range(place * wanted, (place + 1) * wanted))
    ]


def by_stratum(frame: list[Case]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in frame:
        groups[case["stratum"]].append(case)
    return groups


def with_references(first: list[tuple[str, str, Fraction]], seed: str) -> list[Line]:
    first = sorted(first, key=lambda each: h("reference", seed, each[0]))
    return [(key, name, "primary", number, str(p)) for number, (key, name, p) in enumerate(first, 1)]


def systematic(frame: list[Case], names: list[str], size: int, buffer: int, seed: str) -> list[Line]:
    groups = by_stratum(frame)
    firsts, drawn = strata({name: len(groups[name]) for name in names}, size, buffer)
    chosen, reserves = [], []
    for name in names:
        cases = groups[name]
        place = {case["key"]: (case["cluster"], case["ldu"], case["officer"]) for case in cases}
        ordered = sorted(place, key=lambda key: (*place[key], h("order", seed, name, key)))
        first = pick(ordered, firsts[name], int(h("primary start", seed, name), 16) % len(cases))
        chosen += [(key, name, Fraction(firsts[name], len(cases))) for key in first]
        rest, count = [key for key in ordered if key not in first], drawn[name] - firsts[name]
        spare = pick(rest, count, int(h("reserve start", seed, name), 16) % len(rest)) if count else []
        spare.sort(key=lambda key: h("reserve", seed, name, key))
        chance = str(Fraction(count, len(cases)))
        reserves += [(key, name, "reserve", number, chance) for number, key in enumerate(spare, 1)]
    return with_references(chosen, seed) + reserves


# The inspectorate's draw


def inspectorate(
    frame: list[Case], names: list[str], size: int, buffer: int, cap: int | None, seed: str
) -> list[Line]:
    groups = by_stratum(frame)
    firsts, drawn = strata({name: len(groups[name]) for name in names}, size, buffer)
    given: Counts = defaultdict(int)
    chosen, reserves = [], []
    for name in names:
        taken: dict[str, Fraction] = {}
        for officer_cases, count in nested(groups[name], drawn[name], cap, given):
            lots = sorted(
                (case["key"] for case in officer_cases), key=lambda key: h("bucket", seed, name, key)
            )
            taken |= {key: Fraction(count, len(lots)) for key in lots[:count]}
        order = sorted(taken, key=lambda key: h("role", seed, name, key))
        first = min(firsts[name], len(order))
        for place, key in enumerate(order):
            if place < first:
                chosen.append((key, name, taken[key] * Fraction(first, len(order))))
            else:
                chance = taken[key] * Fraction(len(order) - first, len(order))
                reserves.append((key, name, "reserve", place - first + 1, str(chance)))
    return with_references(chosen, seed) + reserves


def parts(cases: list[Case], level: str, size: int) -> list[tuple[str, list[Case], int]]:
    """Cases parted by one level, each part with its share of the size, in order of their names."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case[level]].append(case)
    _, sizes = shared({name: len(groups[name]) for name in sorted(groups)}, size)
    return [(name, groups[name], sizes[name]) for name in sorted(groups)]


def nested(cases: list[Case], size: int, cap: int | None, given: Counts) -> list[tuple[list[Case], int]]:
    """The cases of each officer in each LDU and how many of them are drawn."""
    result = []
    for _, in_cluster, for_cluster in parts(cases, "cluster", size):
        for _, in_ldu, for_ldu in parts(in_cluster, "ldu", for_cluster):
            officers = parts(in_ldu, "officer", for_ldu)
            room = {
                name: min(len(own), cap - given[name] if cap and name else len(own))
                for name, own, _ in officers
            }
            counts = {name: min(count, room[name]) for name, _, count in officers}
            excess = sum(count for _, _, count in officers) - sum(counts.values())
            counts = repaired(counts, room, min(sum(counts.values()) + excess, sum(room.values())))
            for name, own, _ in officers:
                given[name] += counts[name]
                result.append((own, counts[name]))
    return result
