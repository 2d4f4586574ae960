"""The competition itself: the moment it is published, and what is locked from then on."""
