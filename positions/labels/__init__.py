"""How codes, numbers, sentences and topics are worded and coloured. Imports the domain alone."""
