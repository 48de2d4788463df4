"""Industrial zones: registered capital from investment certificates, and how full a zone is."""
