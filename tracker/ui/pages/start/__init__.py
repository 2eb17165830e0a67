"""The first start: what stands in place of every list while no plan is stored."""
