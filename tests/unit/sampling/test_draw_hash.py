"""The hashes of a draw, worked out again by what docs/developer/sampling.md says and nothing else."""

import hashlib
import hmac
import json
from fractions import Fraction

from inspect_app.sampling.draw import DrawnCase
from inspect_app.sampling.draw_hash import draw_hash, hashes_by_stratum, keys_of, outcome
from tests.unit.sampling.frames import frame

FRAME = frame({("men", "c", "l", "o"): 2, ("women", "c", "l", "o"): 1})
DRAWN = [
    DrawnCase(FRAME[0], "001", None, Fraction(2, 4)),
    DrawnCase(FRAME[1], None, 1, Fraction(1, 2)),
    DrawnCase(FRAME[2], "002", None, Fraction(1)),
]


def by_hand() -> tuple[dict[str, str], str]:
    """The hash of each stratum, and that of the draw."""
    netstrings = ["9:draw hash,", *(f"10:{key}," for key in ("crn:X00003", "crn:X00004", "crn:X00005"))]
    keys = hashlib.sha256("".join(netstrings).encode()).digest()
    men = '["crn:X00003","men","primary","001",1,"1/2"]\n["crn:X00004","men","reserve",null,1,"1/2"]'
    women = '["crn:X00005","women","primary","002",2,"1/1"]'
    strata = {
        name: hmac.new(keys, lines.encode(), "sha256").hexdigest()
        for name, lines in (("men", men), ("women", women))
    }
    whole = json.dumps(strata, sort_keys=True, separators=(",", ":"))
    return strata, hmac.new(keys, whole.encode(), "sha256").hexdigest()


def test_the_hashes_are_what_the_page_says() -> None:
    for drawn, cases in ((DRAWN, FRAME), (DRAWN[::-1], FRAME[::-1])):
        keys = keys_of(cases)
        strata = hashes_by_stratum([outcome(each) for each in drawn], keys)
        assert (strata, draw_hash(strata, keys)) == by_hand()


def test_a_hash_says_nothing_without_the_whole_list() -> None:
    """One case alone could be guessed from a hash that nothing else goes into."""
    alone = [outcome(DRAWN[2])]
    assert hashes_by_stratum(alone, keys_of(FRAME)) != hashes_by_stratum(alone, keys_of(FRAME[1:]))
