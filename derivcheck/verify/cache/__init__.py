"""What earlier runs found out: verdicts by what they depend on, and files without surprises."""
