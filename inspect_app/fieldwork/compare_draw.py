"""Compares what an exported draw says beside its cases with its long list, and with what is on record."""

from collections import Counter

from inspect_app.questionnaire.model import Definition
from inspect_app.sampling.draw_file import DrawFile
from inspect_app.sampling.long_list import CheckedList

_REPEATED = frozenset({"strata", "trace", "cases", "draw_hash"})
"""What is drawn again, and compared one by one."""


def facts_that_differ(claimed: DrawFile, definition: Definition, checked: CheckedList) -> list[str]:
    """Where the file and its long list differ in the strata, in what was left out, or in open problems."""
    found: list[str] = []
    counts = Counter(case.stratum for case in checked.frame)
    titles = {each.id: str(each.title) for each in definition.strata}
    for each in claimed.strata:
        if counts[each.id] != each.population:
            found.append(f"{each.id}: {counts[each.id]:,} cases here; the file says {each.population:,}.")
        if each.label != titles.get(each.id):
            found.append(f"{each.id} is called “{titles.get(each.id)}” here; the file says “{each.label}”.")
    left_out = checked.excluded_by_reason()
    for rule in definition.sampling.exclusions:
        here, there = left_out.get(str(rule.title), 0), claimed.excluded.get(str(rule.title), 0)
        if here != there:
            found.append(f"Excluded, {rule.title}: {here:,} here; the file says {there:,}.")
    if len(checked.problems) != claimed.open_problems:
        here, there = len(checked.problems), claimed.open_problems
        found.append(f"Rows with open problems: {here:,} here; the file says {there:,}.")
    return found


def record_that_differs(claimed: DrawFile, recorded: DrawFile) -> list[str]:
    """What of the file, such as when its seed was kept, is not as it is on record where the draw was made."""
    there, here = claimed.model_dump(), recorded.model_dump()
    names = [name for name in here if name not in _REPEATED and here[name] != there[name]]
    return [f"{name} is not as it is on record here." for name in names]
