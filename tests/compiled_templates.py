"""Keeps compiled templates for a whole run: each test makes an application, and compiling took longest."""

from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.environment import Environment


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
    """Makes all applications of this process share what is compiled: their settings for templates are one."""
    kept, make = _Kept(), Flask.create_jinja_environment

    def with_kept(app: Flask) -> Environment:
        made = make(app)
        made.bytecode_cache = kept
        return made

    patch.setattr(Flask, "create_jinja_environment", with_kept)
