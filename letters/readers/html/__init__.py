"""HTML: the publisher's pages and files, and exports of word processors."""
