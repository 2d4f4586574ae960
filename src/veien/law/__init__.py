"""The law on public procurement as dated figures: from which value which rules apply, and how a value is counted.

Pure: no database, no clock, no Django. Every figure carries its source, its days and how sure it is, and whoever
shows a figure shows them all. A figure that is missing is refused, never guessed.
"""
