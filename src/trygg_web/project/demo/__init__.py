"""The invented city: what `make demo` fills each house with, by the real actions where today's allow it.

One module for each zone, found by its name, since a house cannot import what fills another.
"""
