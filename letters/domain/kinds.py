"""The kinds of letter: the values of `sources.md` E3, in the order in which they are tried; there are no others."""

KINDS = (
    "geannoteerde agenda",
    "verslag",
    "kabinetsreactie",
    "beantwoording",
    "stand van zaken",
    "inzet",
    "beleid",
    "aanbieding",
    "artikel-100",
    "materieel",
    "BNC-fiche",
    "overig",
)
