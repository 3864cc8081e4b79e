"""The version of reader and parser together: raised when what they make of the same bytes changes."""

VERSION = "1"
