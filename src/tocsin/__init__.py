"""Tocsin: a forecasting desk for events with deadlines."""

from importlib.metadata import version

__version__ = version("tocsin")
