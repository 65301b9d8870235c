"""Wire objects: plain functions that write a resource the way Azure Resource Manager does."""
