"""The instruments that ship with the product."""

from collections.abc import Collection, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import NotThere, UserError


def shipped() -> list[tuple[str, str]]:
    """Instrument ids and versions, by id and then from the oldest version to the newest."""
    manifests = _folder().glob("*/*/instrument.yaml")
    return in_order((manifest.parent.parent.name, manifest.parent.name) for manifest in manifests)


def find(spec: str) -> Definition:
    """The shipped definition named "id" (newest version) or "id@version"; UserError when there is none."""
    return _load(_folder().joinpath(*choose(spec, shipped())))


def choose(spec: str, there: Collection[tuple[str, str]]) -> tuple[str, str]:
    """The id and version that "id" (newest version) or "id@version" names; UserError if it is not there."""
    ordered = in_order(there)
    instrument, at, version = spec.partition("@")
    named = [one for one in ordered if one[0] == instrument and (not at or version == one[1])]
    if not named:
        known = ", ".join("@".join(one) for one in ordered) or "none"
        raise NotThere(f"There is no questionnaire “{spec}”. Those there are: {known}.")
    return named[-1]


def in_order(there: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ids and versions, by id and then from the oldest version to the newest: 1.10 comes after 1.9."""
    return sorted(there, key=lambda one: (one[0], [int(part) for part in one[1].split(".")]))


@cache
def _load(folder: Path) -> Definition:
    definition, problems = load(folder)
    if definition is None:
        raise UserError(f"The questionnaire cannot be used: {problems[0]}.")
    return definition


def _folder() -> Path:
    # From a checkout, an editable install or a wheel: the data package knows where it is.
    return Path(next(iter(import_module("inspect_app.questionnaires").__path__)))
