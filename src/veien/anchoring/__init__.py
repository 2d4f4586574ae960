"""Who must stand behind the procurement, and what is done so that they do, along the whole road.

Stakeholders with influence and attitude, measures with who and when, invitations, the plans and budgets that the
purchase stands in, and a page for politicians.
"""
