"""An invented city, from a seed: people, couples, reports and the files that offices would export of them.

No person in it exists: the identity numbers come from the range that is set aside for tests (980–999).
"""

from trygg.synthetic.files import write_city
from trygg.synthetic.people import City, Couple, Person, Plan, city
from trygg.synthetic.reports import Report

__all__ = ["City", "Couple", "Person", "Plan", "Report", "city", "write_city"]
