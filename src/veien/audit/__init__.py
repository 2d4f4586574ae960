"""The log: who did what, when and why, in an unbroken chain per procurement.

An entry can be added, never changed or removed; triggers in the database refuse both. Each entry carries the hash of
the one before it, so that an edit, a deletion, an insertion or a new order can be found by anyone with the entries."""
