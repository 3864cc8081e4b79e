"""Sentences of which each is alike to the next, but the first not to the third; and another one."""

FIRST = "Het kabinet kiest in de omgang met de Noordelijke Unie voor druk en voor gesprek tegelijk."
SECOND = (
    "Het kabinet kiest in de omgang met de Noordelijke Unie nog steeds voor druk en voor gesprek, "
    "zo nodig met sancties."
)
THIRD = "In de omgang met de Noordelijke Unie kiest het kabinet nog steeds voor druk, zo nodig met nieuwe sancties."
OTHER = "De vaarroutes langs de kust worden volgend jaar opnieuw gemeten door twee nieuwe schepen."
