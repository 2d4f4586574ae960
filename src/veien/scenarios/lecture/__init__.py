"""A short procurement that begins at the requirements: weights 20/50/30, five tenders, one rejected."""
