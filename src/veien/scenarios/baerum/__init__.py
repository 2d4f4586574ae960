"""Bærum from the first evening in 2012 to decision 1 in November 2014: a procurement of groceries for home care.

Dates, roles, goals and the conference follow Leverandørutviklingsprogrammet's lecture of 8 February 2019; people,
firms, conversations and money are invented, and docs/explanation/scenario-baerum.md says which is which.
"""
