"""The Through the Gate demonstration: an invented long list and invented answers, synthetic throughout."""
