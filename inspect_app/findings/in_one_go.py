"""Makes many small things that all stay without Python looking again and again for some to throw away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_one_go() -> Iterator[None]:
    """Puts off the search for garbage; the tens of thousands of cells of a snapshot are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
