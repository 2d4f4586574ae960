"""The pure half of the page frame: heads, numbers, tables, text measures and charts. No Django in here."""
