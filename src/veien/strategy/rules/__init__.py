"""What a choice must rest on, and what the room computes. Pure: no Django, files or clock."""
