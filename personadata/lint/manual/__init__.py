"""The pages on the rules, from the rules themselves."""
