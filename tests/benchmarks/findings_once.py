"""Works out all default tables with six breakdowns in a process of its own, and prints how long that took.

python -m tests.benchmarks.findings_once DATABASE_URL STARTED, where STARTED is when the process was begun.
"""

import json
import re
import sys
import time
from pathlib import Path

from inspect_app.findings.in_one_go import in_one_go

with in_one_go():  # as the command line does it
    from inspect_app.fieldwork.find_figures import find_figures
    from inspect_app.findings.snapshot import to_json
    from inspect_app.records.engine import Engine, check_at_head, open_engine, reading
    from tests.benchmarks.every_table import every_table
    from tests.benchmarks.many_answers import REF


def figures(engine: Engine) -> tuple[float, float, int]:
    """Seconds for the figures, for their JSON, and how long that is."""
    tables = every_table()
    start = time.perf_counter()
    with reading(engine) as session:
        found = find_figures(session, REF, tables=tables)
    counted = time.perf_counter()
    made = to_json(found)
    return counted - start, time.perf_counter() - counted, len(made)


def main(url: str, started: float) -> dict[str, float]:
    """The first time with everything that a process does before, then again and again."""
    engine = open_engine(url)
    check_at_head(engine)
    ready = time.time() - started
    first, written, length = figures(engine)
    cold = time.time() - started
    megabytes, processor = _peak(), time.process_time()
    again = sorted(figures(engine)[:2] for _ in range(5))[2]
    processor_again = (time.process_time() - processor) / 5
    return {
        "ready": ready, "first": first, "written": written, "cold": cold, "processor": processor,
        "megabytes": megabytes, "warm": again[0], "warm_written": again[1],
        "processor_again": processor_again, "json": length,
    }  # fmt: skip


def _peak() -> float:
    """The most memory this process has had, in megabytes; getrusage counts what began it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], float(sys.argv[2]))))
