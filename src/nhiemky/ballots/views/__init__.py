"""Pages of paper ballots."""
