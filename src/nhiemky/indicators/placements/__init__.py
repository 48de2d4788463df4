"""Units that move, merge and close over time: what the office keeps of it, and its pages."""
