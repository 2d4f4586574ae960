"""Veien: the whole road of a public purchase of welfare technology."""

__version__ = "1.0.0"
