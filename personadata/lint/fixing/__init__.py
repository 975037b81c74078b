"""Findings that know their remedy → edited files."""
