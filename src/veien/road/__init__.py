"""The engine of the road: a procurement, the roles in it, its stations, activities, deliverables and decisions,
and the thread that runs through them. Rooms further along register their tools, facts and thread parts here."""
