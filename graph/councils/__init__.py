"""Councils: register, mentions, participation."""
