"""All default tables of the invented instrument and each of them by six attributes."""

from inspect_app.findings.default_set import default_set
from inspect_app.findings.specs.model import TableDefinition
from tests.benchmarks.many_answers import ATTRIBUTES, instrument


def every_table() -> tuple[TableDefinition, ...]:
    """The default tables, then each of them broken by each attribute; ids that come twice are left out."""
    definition = instrument()
    found = {table.id: table for by in (None, *ATTRIBUTES) for table in default_set(definition, "en", by)}
    return tuple(found.values())
