"""How the answers of a persona set are put: their words, what repeats in them, stock phrases."""
