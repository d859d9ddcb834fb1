"""Frozen data as what JSON is made of; fields added later are left out while they hold their default."""

from dataclasses import fields
from functools import cache
from typing import Any

_PLAIN = frozenset({int, str, float, bool, type(None)})


def written(value: Any) -> Any:
    """A dataclass as a dictionary, with all that it holds; JSON writes the rest as it stands."""
    if isinstance(value, tuple):
        return value if not value or type(value[0]) in _PLAIN else [written(each) for each in value]
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    found = dict(vars(value))
    for name, default in _added(value.__class__):
        if found[name] == default:
            del found[name]
    for name, each in found.items():
        if type(each) not in _PLAIN:
            found[name] = written(each)
    return found


@cache
def _added(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields that were added, with their defaults."""
    return tuple((each.name, each.default) for each in fields(kind) if each.metadata.get("added"))
