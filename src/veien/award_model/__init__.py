"""How prices and points become an order, and what that order hangs on.

Pure: no database, no clock, no Django. ``veien evaluate`` and the pages use the same functions.
"""
