"""Registers the room with the road."""


def register() -> None:
    """Tell the road about the room. Called once, at start."""
