"""What is known, and since when: append, view, journal."""
