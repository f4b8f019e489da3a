"""A draft against the record: what it quotes, which rates, dates, counts and names it gives, and what the record has."""
