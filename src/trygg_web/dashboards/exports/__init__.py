"""The report as files: a spreadsheet to work in, and a bundle to check and repeat it with."""

from trygg_web.dashboards.exports.bundle import bundle
from trygg_web.dashboards.exports.codebook import codebook
from trygg_web.dashboards.exports.extract import extract
from trygg_web.dashboards.exports.spreadsheet import xlsx

__all__ = ["bundle", "codebook", "extract", "xlsx"]
