"""Human review: queue, decisions, blind coding, disagreements, adjudication."""
