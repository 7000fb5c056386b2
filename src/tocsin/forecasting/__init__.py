"""Question + view -> forecast: history, market, people, pool, what moved, what bears."""
