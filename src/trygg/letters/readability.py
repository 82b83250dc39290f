"""How easy a text is to read."""

import re

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
LONG = 6


def lix(text: str) -> float:
    """Words per sentence plus the percentage of words longer than six letters; 0 for no words.

    Below 30 reads like a book for children, 30 to 40 like fiction, 50 to 60 like what authorities write.
    Source: C. H. Björnsson, Läsbarhet, 1968.
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len([one for one in re.split(r"[.!?:\n]+", text) if WORD.search(one)]))
    return len(words) / sentences + 100 * sum(len(word) > LONG for word in words) / len(words)
