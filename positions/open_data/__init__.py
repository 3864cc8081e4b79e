"""Records for machines: exports, data package, web annotations, feeds, sitemaps, page metadata."""
