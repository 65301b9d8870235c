"""What a run leaves behind: ledger, results, grades, JUnit."""
