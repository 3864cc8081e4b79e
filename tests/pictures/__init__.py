"""Pages that join letters with what is said of them."""
