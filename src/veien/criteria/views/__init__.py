"""Pages of the award model: thin, one file per part of it."""
