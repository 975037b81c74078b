"""What can be said of a text by itself: its script, its length in tokens, what it equals, whom it gives away."""
