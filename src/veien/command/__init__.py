"""The command line: ``veien COMMAND``. The commands that only reckon import rules, never Django."""
