"""From an article to pictures that can be posted."""
