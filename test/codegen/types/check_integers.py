"""Prints which values are whole numbers, or null."""

from maxun_webhooks._contract import meets

whole = {"type": ["integer", "null"]}
values = [1, -7.0, 1e300, None, 1.5, float("inf"), float("nan"), "1", True]
print([value for value in values if meets(value, whole)])
