"""Find a Tender's release packages into an archive of files: politely, resumably, completely."""
