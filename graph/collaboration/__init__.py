"""What follows from who takes part: councils that buy together, share suppliers, and could buy together next."""
