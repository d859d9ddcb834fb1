"""Takes raw data in a process of its own, and prints how long that took and how much memory it needed.

python -m tests.benchmarks.data_once DATABASE_URL FORMAT FOLDER
"""

import json
import re
import sys
import time
from pathlib import Path

from inspect_app.fieldwork.read_data import Wanted, read_data
from inspect_app.records.engine import open_engine, reading
from inspect_app.reports.raw_data.build import Form, build_data
from tests.benchmarks.many_cases import REF


def main(url: str, form: str, out: Path) -> dict[str, float]:
    """What it took from the database to files in their place, and the process's peak of memory."""
    engine = open_engine(url)
    start, spent = time.perf_counter(), time.process_time()
    with reading(engine) as session:
        data = read_data(session, REF, Wanted(texts=True))
        build_data(data, Form(form), out, lambda _stage, _share: None)
    seconds, processor = time.perf_counter() - start, time.process_time() - spent
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024
    return {"seconds": seconds, "processor": processor, "megabytes": peak, "cases": data.cases}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
