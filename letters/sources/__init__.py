"""Where letters come from: one small class a source. Network (or a folder) only: no database, no Django.

    Koop           koop.py            officiële publicaties, SRU 2.0: lists, and fetches the best form of each
    TweedeKamer    tweedekamer.py     open data of the Tweede Kamer, OData v4
    Folder         folder.py          a folder that somebody puts files in; `mail.py` takes e-mails apart

A source lists (`Wanted` in, `Page` of `Listed` out) and fetches (`Listed` in, `Fetched` out); `records.py` has these.
What is not as expected is a `SourceError` (`faults.py`), never wrong data. All of HTTP is in `client.py`, which calls
the source's own hosts and no other. What is done with what comes back is in `letters.fetching`.
"""
