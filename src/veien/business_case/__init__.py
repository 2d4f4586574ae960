"""What an alternative costs and gives against today's practice, year by year, and who pays which part of it.

``veien business-case`` and ``veien share`` use the same functions in ``rules`` as the pages: what stands in the tables
becomes a document in the format ``veien-business-case/1``, and the document is what is checked and computed.
"""
