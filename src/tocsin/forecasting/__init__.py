"""Question + view -> forecast: history, market and people kept apart, pooled on one curve per family."""
