"""One module for each step; a step that has been published is never edited."""
