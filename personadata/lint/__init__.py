"""Rules that find what is wrong with data, and the engine that runs them."""
