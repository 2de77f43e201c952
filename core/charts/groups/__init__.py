"""Pictures of groups of rows that are alike."""
