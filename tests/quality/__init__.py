"""How well the review tells corrupted notes from faithful ones, in figures."""
