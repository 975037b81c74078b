"""The same data and recipe for other trainers: files are written, nothing is run."""
