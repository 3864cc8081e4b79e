"""Admin pages for editors, one module per page. Letters are written by `letters.ingestion`, never from here."""

from letters.admin import (
    harvest_admin,
    ingestion_admin,
    letter_admin,
    letter_work,
    possible_duplicate_admin,
    reference_admin,
)

__all__ = ["harvest_admin", "ingestion_admin", "letter_admin", "possible_duplicate_admin", "reference_admin"]

letter_work.register()
