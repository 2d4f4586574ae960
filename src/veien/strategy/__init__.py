"""How the purchase is made: alone or together, who does what, which agreement, owned or rented, and by whom.

What is chosen here with money behind it is founded on an alternative of the business case, and refused without one.
"""
