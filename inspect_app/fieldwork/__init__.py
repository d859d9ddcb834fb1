"""Use cases, one module each, and the rules on who may do what and when."""
