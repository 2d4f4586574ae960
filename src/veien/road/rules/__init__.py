"""The road's rules: roles and what they may do, the state of stations, the thread, and the drawings. Pure."""
