"""Measures how fast Veien is and how much memory it takes; ``python -m bench`` prints one table."""
