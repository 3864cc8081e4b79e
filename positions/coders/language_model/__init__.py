"""A language model as a machine coder, asked over the network for a window of a letter at a time; off by default."""
