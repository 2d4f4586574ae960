"""What an alternative costs and gives against today's practice, year by year, and who pays which part of it.

Pure so far: no database, no clock, no Django. ``veien business-case`` and ``veien share`` use the same functions
as the pages.
"""
