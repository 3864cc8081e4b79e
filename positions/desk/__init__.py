"""The editors' desk: the codebook in the making and the events, as pages of the admin."""
