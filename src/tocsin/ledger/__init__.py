"""What is known, and since when: append, view, journal."""

from tocsin.ledger.ledger import Appended, Ledger
from tocsin.ledger.view import LedgerView

__all__ = ["Appended", "Ledger", "LedgerView"]
