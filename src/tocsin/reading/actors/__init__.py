"""Who is meant: people, offices, bodies, states."""
