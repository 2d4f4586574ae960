"""What people do with the strategy. One function is one use case, one transaction and one log entry."""
