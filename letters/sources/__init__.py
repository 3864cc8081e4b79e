"""Sources of letters, one small class each. Network (or folder) access only: no database, no Django.

    Koop           koop.py            officiële publicaties, SRU 2.0: lists, and fetches the best form of each
    TweedeKamer    tweedekamer.py     open data of the Tweede Kamer, OData v4
    Folder         folder.py          a watched folder; `email_files.py` extracts attachments

A source lists (`SourceQuery` in, `ListPage` of `ListedPaper` out) and fetches (`ListedPaper` in, `FetchedFile` out);
`source_protocol.py` has these. What is not as expected is a `SourceError` (`source_errors.py`), never wrong data. All
of HTTP is in `client.py`, which calls the source's own hosts and no other. What is done with what comes back is in
`letters.harvesting`.
"""
