"""Which words name a place, and which of its namesakes is meant."""
