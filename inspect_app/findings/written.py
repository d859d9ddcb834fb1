"""Frozen data as what JSON is made of; fields added later are left out while they hold their default."""

from dataclasses import fields
from functools import cache
from typing import Any

_PLAIN = frozenset({int, str, float, bool, type(None)})


def written(value: Any) -> Any:
    """A dataclass as a dictionary, with all that it holds."""
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [written(each) for each in value]
    held = vars(value)
    always, added = _fields(value.__class__)
    found = {name: each if type(each := held[name]) in _PLAIN else written(each) for name in always}
    for name, default in added:
        if (each := held[name]) != default:
            found[name] = written(each)
    return found


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """The names of the fields there always are, and the added ones with their defaults."""
    added = {each.name: each.default for each in fields(kind) if each.metadata.get("added")}
    return tuple(each.name for each in fields(kind) if each.name not in added), tuple(added.items())
