"""Builds PDF, Word and Excel from what a room hands it, and reads Excel back, cell by cell.

The room knows no procurement: it is given plain rows and blocks and gives back bytes, or the other way round.
A workbook that comes from outside is read in a process of its own with little memory and little time, and
everything wrong with it is said with the address of the cell.
"""
