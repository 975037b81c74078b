"""Persona data and a recipe → one ``swift sft`` run, and a record of it."""
