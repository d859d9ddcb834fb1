"""Times of day as people type them."""

import re
from datetime import time

TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap]\.?m\.?)?", re.ASCII | re.IGNORECASE)

NOON = 12


def to_time(typed: str) -> time:
    """The time of day in "14:30", "14.30", "1430", "2.30pm" or "2pm". Raises ValueError when it is none.

    A bare hour such as "2" is refused: it may be of the morning or the afternoon.
    """
    found = TIME.fullmatch(typed.strip())
    if found is None:
        raise ValueError(typed)
    hour, minute, half = int(found[1]), found[2], (found[3] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            raise ValueError(typed)
        return time(hour % NOON + (NOON if half.startswith("p") else 0), int(minute or 0))
    if minute is None:
        raise ValueError(typed)
    return time(hour, int(minute))
