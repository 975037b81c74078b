"""Persona data and general data → one training set: planned, cleaned, spread evenly, and written whole or not at all."""
