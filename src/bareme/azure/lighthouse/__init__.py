"""Azure Lighthouse: students give the teacher's tenant Reader on their subscriptions, and take it back."""
