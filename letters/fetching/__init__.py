"""How letters come by themselves: from a source's list to an ingestion. Only here do sources and records meet.

    list     a source's pages → SourceRecord rows           listing.py
    obtain   a row that is to be fetched → an ingestion     obtaining.py
    run      both, in one go or in slices                   running.py
    slices   subscriptions that are due, by workers         subscribing.py
    folder   files that somebody put in a folder            watching.py

Network calls are made outside transactions; each page and each paper is committed by itself, and whoever stops in
between goes on where it was. `connecting.py` makes the sources from the settings; `health.py` is the read side.
"""
