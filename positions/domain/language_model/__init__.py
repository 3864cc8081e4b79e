"""Questions to a language model about a letter, and its answers: windows, prompt, checked answers."""
