"""Pages of the road: thin, one file per part of it."""
