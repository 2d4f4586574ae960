"""What can be said of needs without a database. Pure."""

from veien.needs.rules.needs import FIELDS, NeedWords, Where, changes, cleaned, moved

__all__ = ["FIELDS", "NeedWords", "Where", "changes", "cleaned", "moved"]
