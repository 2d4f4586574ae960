"""What people need: who has the need, what it rests on, and how far ahead it looks."""
