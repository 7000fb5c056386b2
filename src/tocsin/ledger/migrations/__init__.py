"""The schema's history, run by alembic when a ledger is opened."""
