"""PDF: lines with their position on the page, without page furniture, as paragraphs, headings and footnotes."""
