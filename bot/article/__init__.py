"""From a link to an article."""
