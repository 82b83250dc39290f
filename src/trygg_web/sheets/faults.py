"""What can be wrong with a file or a row, each with a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from trygg_web.access.errors import InvalidInput

FILE = {
    "empty": _("Filen är tom. Hämta uttaget igen och pröva på nytt."),
    "too_big": _("Filen är större än 32 MB. Dela upp uttaget i flera filer."),
    "unpacks_too_big": _("Filen blir för stor när den packas upp och lästes inte. Spara den som CSV och pröva igen."),
    "too_many_rows": _("Filen har fler än 100 000 rader. Dela upp uttaget i flera filer."),
    "too_many_columns": _("Bladet är bredare än 200 kolumner. Ta bort celler långt ut till höger och spara om."),
    "too_many_cells": _("Bladet har för många celler. Ta bort tomma rader och celler långt ut och spara om."),
    "took_too_long": _("Filen gick inte att läsa inom gränserna för tid och minne. Spara den som CSV och pröva igen."),
    "pdf": _("Det här är en PDF, även om namnet säger något annat. Be om uttaget som CSV eller kalkylblad."),
    "html": _("Det här är en webbsida, inte en tabell. Spara den som CSV eller XLSX."),
    "binary": _("Filen är varken text eller kalkylblad. Be om uttaget som CSV, XLSX, XLS eller ODS."),
    "packed": _("Filen är ett packat arkiv. Packa upp den och läs in en fil i taget."),
    "damaged": _("Kalkylbladet är skadat eller skyddat med lösenord. Spara om det utan lösenord."),
    "quotes": _("Ett citattecken öppnas men stängs aldrig i filen. Be avsändaren göra om uttaget."),
    "no_header": _("Det finns ingen rad med kolumnrubriker. Lägg till rubrikerna och pröva igen."),
    "no_rows": _("Filen har rubriker men inga rader under dem."),
    "formulas": _("Bladet innehåller formler. Klistra in dem som värden och spara om."),
    "observations": _("Det här är ett blad med uppgifter. Läs in det under Personer, Uppgifter."),
}

ROW = {
    "missing": _("Cellen är tom men måste vara ifylld."),
    "number_form": _("Diarienumret ska se ut som 5000-K123456-26."),
    "date_form": _("Det går inte att läsa som ett datum."),
    "date_impossible": _("Den dagen finns inte i kalendern."),
    "date_partial": _("Dagen måste vara känd här."),
    "date_future": _("Dagen ligger i framtiden."),
    "date_order": _("Brottet kan inte ha skett efter att det anmäldes."),
    "yes_no": _("Skriv ja, nej eller okänd."),
    "count_form": _("Skriv ett antal med siffror."),
    "unknown_word": _("Ordet finns inte i listan för den här kolumnen."),
    "protected_missing": _("Det måste stå om personuppgifterna är skyddade: ja eller nej."),
    "code_form": _("En brottskod har fyra siffror."),
    "too_long": _("Texten är för lång för den här kolumnen."),
    "line_break": _("Cellen innehåller en radbrytning. Troligen har kolumner hamnat i varandra."),
    "formula": _("Cellen innehåller en formel. Skriv värdet i stället."),
    "too_many_cells": _("Raden har fler celler än rubrikerna. Troligen har ett skiljetecken hamnat i en text."),
    "disagrees": _("Raden säger något annat än anmälans tidigare rader i filen."),
    "same_person": _("Misstänkt och målsägande har samma personnummer."),
    "party_missing": _("Raden säger inget alls om målsäganden."),
    "number_invalid": _("Personnumret stämmer inte."),
    "kind_unknown": _("Slaget av uppgift finns inte i listan."),
}

NOTICE = {
    "invisible": _("Osynliga tecken togs bort"),
    "totals": _("Summeringsrader lästes inte"),
    "totals_differ": _("Filen uppger ett annat antal rader än den har. Kontrollera att uttaget är helt"),
    "titles": _("Rader ovanför rubrikerna hoppades över"),
    "lost_letters": _("Bokstäver har blivit frågetecken i namn; filens teckenkodning rymde dem inte"),
    "mended_letters": _("Bokstäver som sparats i fel teckenkodning rättades"),
    "other_sheets": _("Arbetsboken har fler blad; bara det första med innehåll lästes"),
    "dropped_columns": _("Kolumner som inte får sparas lästes inte"),
    "no_protected": _("Ingen kolumn säger om personuppgifter är skyddade. Alla målsägande visas därför som skyddade"),
    "masked": _("Personnummer där bara födelsetiden syns"),
    "invalid_numbers": _("Personnummer med fel kontrollsiffra; raderna läses, men numret används inte"),
    "no_suspect": _("Anmälningar utan känd misstänkt"),
    "same_rows": _("Rader som är lika i allt; varje rad räknas som en brottspunkt"),
    "partial_dates": _("Brottstider där bara dag, månad eller år är känt"),
}


class Unreadable(InvalidInput):
    """The file as a whole cannot be read."""

    def __init__(self, code: str) -> None:
        super().__init__(str(FILE[code]))
        self.code = code


class Odd(Exception):
    """One cell cannot be read; `code` is a key of ROW."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
