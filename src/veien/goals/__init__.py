"""What the procurement is to achieve: a vision, and goals that can be measured."""
