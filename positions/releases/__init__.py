"""Releases: numbered editions of the data package whose files never change, to cite."""
