"""Does it help? Plain frames in, frozen results out, each with its method, window, denominator and interval."""

from trygg.evaluation.results import Estimate, Result, Test, Text, Window

__all__ = ["Estimate", "Result", "Test", "Text", "Window"]
