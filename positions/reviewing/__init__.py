"""What a person who reviews is given: the queue, and one proposal in its passage. Reads, and claims."""
