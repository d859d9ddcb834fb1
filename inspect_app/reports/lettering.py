"""Estimates how wide a text is in the report's typeface, since SVG doesn't break lines by itself."""

# Widths in hundredths of the type size, measured from Liberation Sans (which has the metrics of Arial).
_NARROW = dict.fromkeys("ijl'|", 22) | dict.fromkeys(" .,:;!/\\ftI[]", 28) | dict.fromkeys("r()-“”‘’", 34)
_WIDE = dict.fromkeys("mM%W", 88) | dict.fromkeys("wCDHNRU", 73) | dict.fromkeys("ABEKPSVXY&GOQ–", 70)
_WIDTHS = _NARROW | _WIDE
_OTHER = 56


def text_width(text: str, size: float) -> float:
    """The width of a line of text, in the unit of `size`; on the generous side."""
    return sum(_WIDTHS.get(character, _OTHER) for character in text) * size / 100


def wrap(text: str, width: float, size: float) -> list[str]:
    """The text broken into lines at its spaces; a single word wider than `width` keeps a line to itself."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
