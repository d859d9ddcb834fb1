"""What a questionnaire is: typed definitions, conditions and the path through them."""
