"""All default tables of the invented instrument and each of them by six attributes."""

from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.model import Break, TableDefinition
from inspect_app.findings.specs.words import ENGLISH
from tests.benchmarks.many_answers import ATTRIBUTES, instrument


def every_table() -> tuple[TableDefinition, ...]:
    """The default tables, then each of them broken by each attribute; ids that come twice are left out."""
    definition = instrument()
    breaks = [None, *(Break(attribute=attribute) for attribute in ATTRIBUTES)]
    tables = [table for by in breaks for table in default_tables(definition, ENGLISH.words, by)]
    found = {table.id: table for table in tables}
    return tuple(found.values())
