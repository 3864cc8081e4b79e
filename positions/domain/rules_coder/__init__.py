"""The rules coder: a parsed letter and a codebook in, proposed stances out. Pure."""
