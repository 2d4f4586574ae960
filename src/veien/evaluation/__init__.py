"""From tenders to a ranking: must-requirements, scores with reasons, and a result that anyone can recompute."""
