"""Dialogue with the market before the competition: plan, invitation, meetings, what came in, and who was told what."""
