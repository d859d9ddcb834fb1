"""One way to write JSON and one hash of it, so that equal things are equal bytes."""

import json
from hashlib import sha256


def canonical_json(obj: object) -> str:
    """JSON with sorted keys and no spaces; NaN and infinity are refused with ValueError."""
    return _ENCODER.encode(obj)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_hex(content: str | bytes) -> str:
    """SHA-256 of bytes, or of a string in UTF-8, as 64 lower-case hexadecimal digits."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()
