"""Hand-made material for tests of several modules."""
