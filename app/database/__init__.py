"""The state database: feature requests and, beside them, the ledger of runs; SQLite or PostgreSQL."""
