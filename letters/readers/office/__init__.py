"""DOCX and ODT: both are a zip archive of XML with styles and numbered lists."""
