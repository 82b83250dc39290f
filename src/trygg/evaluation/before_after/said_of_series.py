"""What an interrupted series may say of itself, in two languages."""

from trygg.evaluation.results import Estimate, Text, span, told

NOTES = {
    "only this": Text(
        "Allt annat som ändrades samtidigt (lag, kodning, anmälningsvilja) ingår i skillnaden.",
        "Anything else that changed at the same time (law, coding, willingness to report) is part of the difference.",
    ),
    "control": Text(
        "Skillnaden är mot jämförelseserien; den bär bara om båda annars hade ändrats lika.",
        "The difference is against the control series; it holds only if both would otherwise have changed alike.",
    ),
    "autocorrelation": Text(
        "Det som blir över liknar sig självt från period till period; pröva `resembling`, annars är intervallet "
        "för smalt.",
        "What is left resembles itself from one period to the next; try `resembling`, or the interval is too narrow.",
    ),
}


def says(step: Estimate, total: Estimate, *, since: int, controlled: bool) -> Text:
    """The step and the sum since then, in two sentences that claim no cause."""
    than = (
        ("jämförelseseriens ändring", "the change of the control series")
        if controlled
        else ("seriens egen trend och säsong", "the series' own trend and season")
    )
    return Text(
        f"Från period {since} var nivån {told(step.value, 'sv', 2)} gånger den väntade av {than[0]} "
        f"({span(step, 'sv', digits=2)}). Summerat från dess: {told(total.value, 'sv', 0)} händelser "
        f"mot väntat ({span(total, 'sv', digits=0)}).",
        f"From period {since} the level was {told(step.value, 'en', 2)} times that expected from {than[1]} "
        f"({span(step, 'en', digits=2)}). Summed from then on: {told(total.value, 'en', 0)} events "
        f"against expected ({span(total, 'en', digits=0)}).",
    )
