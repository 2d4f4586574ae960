"""Who exists: municipalities, purchasing bodies and firms, with numbers that are checked."""
