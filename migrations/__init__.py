"""The steps that bring a database to the present schema, on SQLite and PostgreSQL alike."""
