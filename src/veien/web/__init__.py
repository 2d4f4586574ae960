"""The page frame and what every page is made of: fields, tables, tags, charts and the style sheets.

Any room may use it, and it knows no room: what a page shows comes in through the context. It has no tables
of its own; the glossary it explains words from is read from its pack.
"""
