"""Stored files: kept once per content, named by their SHA-256, reached only through the object that owns them."""
