"""The one place that knows SQL: mappings, queries and the stored ledger."""
