"""Plain text, OCR and Markdown-like text."""
