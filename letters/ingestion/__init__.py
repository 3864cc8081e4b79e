"""Ingestion pipeline: the only writer of letters.

    store    bytes → Document + Ingestion           store.py
    read     Document → parsed text                 read.py     (in a separate process, with limits)
    record   parsed text → Letter, Revision         record.py   (after match.py: is the letter known already?)
    link     citations ↔ letters                    link.py

Each step takes rows in the state that the previous one left (`claims.py`) and can be repeated; `steps.advance` runs the
remaining steps of one ingestion, `sweep.sweep` finds abandoned ones. Changes by an editor are in `edit.py`,
`withdraw.py` and `merge.py`.
"""
