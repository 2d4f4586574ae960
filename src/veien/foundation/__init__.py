"""What every room stands on: money, clock, errors and the registry by which a higher room tells a lower one
that it exists. No Django in here."""
