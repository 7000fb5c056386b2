"""Time expressions: a grammar, its resolvers, TIMEX3 values and intervals."""
