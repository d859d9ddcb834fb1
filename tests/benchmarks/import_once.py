"""Imports one file in a process of its own, and prints how long that took and how much memory it needed.

python -m tests.benchmarks.import_once DATABASE_URL FILE
"""

import json
import resource
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import open_engine, transaction

REF = "many"


def main(url: str, path: Path) -> dict[str, float]:
    """What it took, reading the file from disk and the commit included."""
    engine = open_engine(url)
    actor = Actor("somebody", "benchmark")
    with transaction(engine) as session:
        create_inspection(session, actor, _now, ref=REF, questionnaire="through-the-gate", title="Many")
    start, spent = time.perf_counter(), time.process_time()
    with transaction(engine) as session:
        result = import_cases(
            session, actor, _now,
            ref=REF, filename=path.name, data=path.read_bytes(), as_at=date(2016, 3, 1),
        )  # fmt: skip
    return {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - spent,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": result.rows,
        "eligible": result.eligible,
    }


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
