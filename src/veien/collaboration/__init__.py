"""Buying together: which municipalities take part, who leads, and who may join later."""
