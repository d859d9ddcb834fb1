"""How long it takes to plan, draw and store a sample of 100,000 cases, and how much memory."""

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine

from inspect_app.sampling.plan import Method
from tests.benchmarks.draw_once import ON_THE_DAY
from tests.benchmarks.many_rows import write_list

ROWS = 100_000
SIZE = 148
SECONDS, MEGABYTES = 5, 500
"""The goals."""


def test_drawing(engine: Engine, tmp_path: Path) -> None:
    long_list = tmp_path / "many.xlsx"
    write_list(long_list, ROWS)
    url = engine.url.render_as_string(hide_password=False)
    alone("import_once", url, str(long_list))
    for method in (*Method, ON_THE_DAY):
        took = alone("draw_once", url, method, str(SIZE))
        sys.stdout.write(
            f"\ndraw {SIZE} of {took['population']:,} cases on {engine.dialect.name}, {method}: elapsed "
            f"{took['seconds']:.2f} s (goal {SECONDS} s: {met(took['seconds'], SECONDS)}), of the processor "
            f"{took['processor']:.2f} s, at most {took['megabytes']:.0f} MB (goal {MEGABYTES} MB: "
            f"{met(took['megabytes'], MEGABYTES)}); sorting and hashing the keys: {took['yardstick']:.2f} s; "
            f"ratio {took['seconds'] / took['yardstick']:.0f}\n"
        )
        assert (took["population"], took["drawn"]) == (ROWS - ROWS // 1_000, SIZE)
        # Others may keep the processor busy meanwhile; on an idle machine this is the time that passes.
        assert took["processor"] < SECONDS
        assert took["megabytes"] < MEGABYTES


def met(taken: float, goal: float) -> str:
    """Whether a figure is within its goal, in a word."""
    return "met" if taken < goal else "MISSED"


def alone(module: str, *arguments: str) -> dict[str, float]:
    """What a process of its own printed, whose memory nothing else has been in."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    ended = subprocess.run(command, capture_output=True, check=True, text=True)
    printed: dict[str, float] = json.loads(ended.stdout)
    return printed
