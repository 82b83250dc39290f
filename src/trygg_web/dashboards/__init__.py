"""Numbers that may leave the house: counted at night, hidden where few, with the definition beside each."""
