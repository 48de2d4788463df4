"""Report forms as data, what is typed into them, their numbered checks, duties and states. Pure."""
