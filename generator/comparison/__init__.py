"""What differs between two editions: typed changes, their words, and the verdicts that change."""
