"""Text of Bash, PowerShell and cmd to a small common syntax."""
