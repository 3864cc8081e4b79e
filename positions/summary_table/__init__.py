"""Table of what each letter says on each topic by each holder, kept from the stances that count."""
