"""How a letter comes in. The only writer of letters.

    store    bytes → Document + Ingestion           storing.py
    read     Document → parsed text                 reading.py     (in a process of its own, with limits)
    record   parsed text → Letter, Revision         recording.py   (after matching.py: is it one that we have?)
    link     citations ↔ letters                    linking.py

Each step asks for rows in the state that the one before it left (`claiming.py`) and can be run again; `steps.advance`
runs what is left for one ingestion, `sweeping.sweep` finds those that somebody dropped. What an editor does to a letter
is in `correcting.py`, `withdrawing.py` and `joining.py`.
"""
