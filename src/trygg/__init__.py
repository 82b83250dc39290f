"""The method against partner violence, as pure Python: no web, no clock, no chance, no network."""
