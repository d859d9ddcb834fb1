"""What tables there are to be: definitions read from files or made by default, and checked."""
