"""Tenders: received on the forms that Veien makes, and checked cell by cell."""
