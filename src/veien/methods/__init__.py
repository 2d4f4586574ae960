"""Reads, checks and versions method packs: the road itself as data.

A pack says which phases, stations, activities, deliverables and decisions a procurement passes.
Packs are immutable files under ``veien/packs/methods``; a running procurement keeps the id, the version
and the digest of its pack. Nothing in this room needs Django or a database.
"""
