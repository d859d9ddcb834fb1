"""Sets two texts side by side and says which of their words differ."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\S+\s*|\s+")


class Part(NamedTuple):
    """Some words of a text, and whether the other text has them too."""

    words: str
    shared: bool


class Comparison(NamedTuple):
    """Two texts, each as the parts that it is made of."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]


def compare_words(left: str, right: str) -> Comparison:
    """Both texts whole, in parts that they share and parts that only one of them has."""
    before, after = _WORD.findall(left), _WORD.findall(right)
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after])
    steps = matcher.get_opcodes()
    return Comparison(
        tuple(_parts(before, [(tag == "equal", begin, end) for tag, begin, end, _, _ in steps])),
        tuple(_parts(after, [(tag == "equal", begin, end) for tag, _, _, begin, end in steps])),
    )


def _parts(words: Sequence[str], steps: Sequence[tuple[bool, int, int]]) -> Iterator[Part]:
    for shared, begin, end in steps:
        if begin < end:
            yield Part("".join(words[begin:end]), shared)
