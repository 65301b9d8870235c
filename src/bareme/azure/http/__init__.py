"""Requests to Azure Resource Manager: transport, retries, throttling, paging, and what a refusal means."""
