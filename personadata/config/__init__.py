"""``personadata.toml`` and ``[tool.personadata]`` in ``pyproject.toml``: what a project settles once for all commands.

Import the part that is needed: finding a file is cheap, validating one brings in pydantic.
"""
