"""The requirement specification: what the market is asked for, and which need each requirement answers."""
