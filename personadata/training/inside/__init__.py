"""Scripts for the Python that has ms-swift 3.x or 4.x.  Nothing of personadata is imported in them."""
