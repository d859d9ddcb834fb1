"""Plans and draws one sample in a process of its own, and prints how long that took and how much memory.

python -m tests.benchmarks.draw_once DATABASE_URL METHOD SIZE, where METHOD may also be on_the_day.
"""

import hashlib
import json
import resource
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import select

from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import Engine, open_engine, transaction
from inspect_app.records.models import LongListRow
from inspect_app.sampling.plan import Method
from tests.benchmarks.import_once import REF

ON_THE_DAY = "on_the_day"


def main(url: str, method: str, size: int) -> dict[str, float]:
    """What it took, both commits included, and what sorting and hashing the keys takes in plain Python."""
    engine = open_engine(url)
    actor = Actor("somebody", "benchmark")
    if method == ON_THE_DAY:
        wish = Wish(size=size, on_the_day=True)
    else:
        wish = Wish(size=size, buffer=20, method=Method(method))
    start, spent = time.perf_counter(), time.process_time()
    with transaction(engine) as session:
        plan_sample(session, actor, _now, ref=REF, wish=wish, seed="benchmark", make_seed=str)
    with transaction(engine) as session:
        view = draw_sample(session, actor, _now, ref=REF, reason="by another method")
    seconds, processor = time.perf_counter() - start, time.process_time() - spent
    return {
        "seconds": seconds,
        "processor": processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "population": view.population,
        "drawn": sum(line.primaries for line in view.strata),
        "yardstick": _sort_and_hash(engine),
    }


def _sort_and_hash(engine: Engine) -> float:
    with transaction(engine) as session:
        keys = [key for key in session.scalars(select(LongListRow.case_key)) if key]
    start = time.perf_counter()
    sorted(keys, key=lambda key: hashlib.sha256(f"benchmark{key}".encode()).digest())
    return time.perf_counter() - start


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
