"""Whole procurements played through the rooms' own actions with a clock that moves: demonstration and test."""
