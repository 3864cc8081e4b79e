"""Automatic harvesting: from a source's listing to ingestions. Joins `letters.sources` and the database.

    list     a source's pages → SourceRecord rows           list_papers.py
    download a row that is to be fetched → an ingestion     download.py
    run      both, in one go or in slices                   harvest_run.py
    slices   jobs that are due, by workers                  schedule.py
    folder   files put in a folder                          watched_folder.py

Network calls are made outside transactions. Each page and each paper is committed separately, and an interrupted run
resumes where it stopped. `configured_sources.py` creates the sources from the settings; `source_status.py` is the read
side.
"""
