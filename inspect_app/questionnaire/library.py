"""The instruments that ship with the product."""

from functools import cache
from importlib import import_module
from pathlib import Path

from inspect_app.questionnaire.loader import load
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError


def shipped() -> list[tuple[str, str]]:
    """Instrument ids and versions, by id and then from the oldest version to the newest."""
    found = [
        (manifest.parent.parent.name, manifest.parent.name)
        for manifest in _folder().glob("*/*/instrument.yaml")
    ]
    return sorted(found, key=lambda spec: (spec[0], _numbers(spec[1])))


def find(spec: str) -> Definition:
    """The shipped definition named "id" (newest version) or "id@version"; UserError when there is none."""
    id_, _, version = spec.partition("@")
    versions = [known for name, known in shipped() if name == id_]
    if not versions or (version or versions[-1]) not in versions:
        raise UserError(f"There is no questionnaire “{spec}”. Those there are: {_known()}.")
    return _load(_folder() / id_ / (version or versions[-1]))


@cache
def _load(folder: Path) -> Definition:
    definition, problems = load(folder)
    if definition is None:
        raise UserError(f"The questionnaire cannot be used: {problems[0]}.")
    return definition


def _folder() -> Path:
    # From a checkout, an editable install or a wheel: the data package knows where it is.
    return Path(next(iter(import_module("inspect_app.questionnaires").__path__)))


def _known() -> str:
    return ", ".join(f"{name}@{version}" for name, version in shipped()) or "none"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
