"""Settings, addresses and the door to the web server."""
