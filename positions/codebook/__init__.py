"""The codebook and the events in the database, and the method page that shows them."""
