"""Reading what other offices export: any sheet to rows of text, any cell to a value, within limits of time and memory.

A room that takes in files builds on this; it knows no table and no room.
"""
