"""The rules of the append-only ledger: entries, heads, verdicts and chains, all pure."""
