"""Frame, exclusions, strata, sizes and the draw, repeatable by anyone from its seed."""
