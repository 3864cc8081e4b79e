"""What a language model is asked of a letter, and what is made of its answer: windows, prompt, checked answers."""
