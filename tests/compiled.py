"""Keeps what is compiled for a whole run: each test makes an application, and compiling took longest."""

from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.environment import Environment
from werkzeug.routing import Rule


class _Kept(BytecodeCache):
    """What was compiled, by where a template is and what it says."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code


def share(patch: pytest.MonkeyPatch) -> None:
    """Makes all applications of this process share what is compiled: their templates and routes are one."""
    _share_templates(patch)
    _share_routes(patch)


def _share_templates(patch: pytest.MonkeyPatch) -> None:
    kept, make = _Kept(), Flask.create_jinja_environment

    def with_kept(app: Flask) -> Environment:
        made = make(app)
        made.bytecode_cache = kept
        return made

    patch.setattr(Flask, "create_jinja_environment", with_kept)


def _share_routes(patch: pytest.MonkeyPatch) -> None:
    # What builds a route's addresses asks the rule it is given for its converters, so rules can share it.
    kept: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
    make = Rule.__dict__["_compile_builder"]

    def with_kept(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        assert not rule.defaults, "What a default becomes is part of what is compiled."
        key = (rule.rule, *rule._trace, append_unknown)  # noqa: SLF001 - it has no other name
        if key not in kept:
            kept[key] = make(rule, append_unknown)
        return kept[key]

    patch.setattr(Rule, "_compile_builder", with_kept)
