"""The words of which invented people and places are made."""

FEMALE = (
    "Anna Maria Karin Sara Emma Kristina Elin Hanna Johanna Lena Ida Linnea Sofia Amanda Frida Maja Ebba Fatima Amina "
    "Leila Zahra Noor Amra Jasmina Lejla Milica Agnieszka Katarzyna Ewa Åsa Märta Birgitta"
).split()
MALE = (
    "Erik Lars Karl Anders Johan Per Nils Mikael Jan Peter Thomas Daniel Fredrik Oskar Viktor Åke Östen Mohammed Ahmad "
    "Ali Hassan Omar Yusuf Ibrahim Milan Dragan Zoran Emir Piotr Tomasz Marek Göran"
).split()
FAMILY = (
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Lindberg Lindström Lindqvist Lundgren Bergström Sandberg Åkesson Håkansson Mårtensson Söderström Öberg Björk "
    "Ahmed Hussein Ibrahim Mahmoud Hassan Khalil Nasser Kovačević Petrović Begić Hodžić Nowak Kowalski Wiśniewski"
).split()
# Spellings of one name that offices mix; both directions occur.
VARIANTS = {
    "Mohammed": ("Muhammed", "Mohamad", "Mohammad"),
    "Ahmad": ("Ahmed",),
    "Yusuf": ("Yousef", "Jusuf"),
    "Kristina": ("Christina",),
    "Karl": ("Carl",),
    "Erik": ("Eric",),
    "Gustafsson": ("Gustavsson",),
    "Pettersson": ("Petersson",),
    "Lindqvist": ("Lindkvist",),
    "Hussein": ("Husein",),
}
DISTRICTS = (
    "Centrum",
    "Västra Innerstaden",
    "Södra Innerstaden",
    "Kirseberg",
    "Rosengård",
    "Fosie",
    "Hyllie",
    "Limhamn-Bunkeflo",
    "Husie",
    "Oxie",
)
STREETS = (
    "Almgatan",
    "Björkvägen",
    "Cedergatan",
    "Druvgatan",
    "Ekvägen",
    "Fläderstigen",
    "Granvägen",
    "Hasselgatan",
)
PARTNER = ("gift", "sambo", "särbo", "före detta", "pojkvän/flickvän", "make/maka", "Sambo", "Ex-partner")
OTHERS = ("son/dotter", "syskon", "bekant", "obekant", "förälder")
