"""How far a long piece of work has come, told to whoever watches it."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share of the work that is done, from 0 to 1."""


def unseen(_share: float) -> None:
    """Nobody watches."""


def stretch(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one piece of the work, which by itself goes from 0 to 1."""
    return lambda share: progress(start + share * (end - start))
