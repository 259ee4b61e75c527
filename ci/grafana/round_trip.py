"""Reads a dashboard with Grafana's foundation SDK, writes it again, and prints the values that the SDK does not keep.

    python3 round_trip.py DASHBOARD
"""

import json
import sys

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def lost(before, after, path="dashboard"):
    """Yields the values of `before` that are missing or different in `after`."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key in after:
                yield from lost(value, after[key], f"{path}.{key}")
            else:
                yield f"{path}.{key} is unknown"
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for position, (one, other) in enumerate(zip(before, after)):
            yield from lost(one, other, f"{path}[{position}]")
    elif before != after:
        yield f"{path} changed from {before!r} to {after!r}"


register_default_plugins()
with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
read = json.loads(json.dumps(Dashboard.from_json(given), cls=JSONEncoder))
problems = list(lost(given, read))
print("\n".join(problems), file=sys.stderr)
sys.exit(1 if problems else 0)
