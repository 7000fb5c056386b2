"""Proper scores, beside the market."""
