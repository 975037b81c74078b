"""Dataset authoring and quality linting for giving a language model a name of its own."""

__version__ = "0.1.0"
