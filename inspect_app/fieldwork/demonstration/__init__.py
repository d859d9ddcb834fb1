"""The demonstrations: invented long lists and invented answers, synthetic throughout."""
