"""``python -m personadata`` is the console script."""

from personadata.cli import main

main()
