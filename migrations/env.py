"""Runs the migrations on the connection handed over by inspect_app.records.schema."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
