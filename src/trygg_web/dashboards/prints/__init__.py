"""The report on paper."""

from trygg_web.dashboards.prints.report import pdf

__all__ = ["pdf"]
