#!/usr/bin/env python3
"""Writes requests.jsonl: the requests that the example replays against itself.

    python3 examples/data/generate.py > examples/data/requests.jsonl

Each line is one HTTP request:

    method           "GET", "PUT" or "DELETE"
    path             "/state/{user}" or "/translate/{user}"
    body             the body of a PUT, as JSON
    text             the body of a PUT letter by letter, where it is to be no JSON
    delay_ms         how slow a disk the request asks for (header x-delay-ms)
    cancel_after_ms  the client goes away after so long, without an answer

About 3 % of the requests are invalid, and in about 2 % the client goes away while the disk is slow. The users come and
go as users do: a few are there all the time, many are seen once or twice. The same seed gives the same file: only
`Random.random` is used, whose values Python promises to keep from one version to the next.
"""

import json
import random
import sys

SEED = 20260321
REQUESTS = 3000
FIRST_MOMENT_MS = 1_774_080_000_000

FIRST_NAMES = (
    "ada amara anouk bela bruno carmen chidi dalia diego elif emre esther farid fatou felix greta hana henrik ilse "
    "imani ines jonas jun kaia kofi lars leila linh lucia malik marek mira naveen nora olga omar paulo petra quinn rania "
    "ravi rosa samir saoirse selin tariq tove uma viktor wanda xenia yara yusuf zoltan"
).split()
LAST_NAMES = (
    "abara bianchi castell dvorak eriksen fontaine guzman haddad ito jansen kowalska lindqvist moreau nakamura okafor "
    "petrov quispe rossi schaefer tanaka ulloa varga weiss yildiz zeman"
).split()
USERS = 260

# Axis: where most people are on it.
AXES = {
    "anxiety_level": 0.35,
    "autonomy_preference": 0.6,
    "boundary_strength": 0.55,
    "cognitive_load": 0.5,
    "decision_fatigue": 0.45,
    "emotional_openness": 0.5,
    "formality": 0.4,
    "humor_receptivity": 0.6,
    "need_for_reassurance": 0.4,
    "privacy_sensitivity": 0.65,
    "ritual_need": 0.3,
    "stress_level": 0.45,
    "tolerance_for_complexity": 0.55,
    "urgency_sensitivity": 0.5,
    "verbosity_preference": 0.45,
    "warmth": 0.65,
}

dice = random.Random(SEED)


def below(limit):
    """A whole number from 0 to limit - 1."""
    return int(dice.random() * limit)


def one_of(choices):
    return choices[below(len(choices))]


def by_weight(weighted):
    """One of the keys, each as often as its weight says."""
    point = dice.random() * sum(weighted.values())
    for choice, weight in weighted.items():
        point -= weight
        if point < 0:
            return choice
    return choice


def around(middle, spread):
    """A share around a middle, more often near than far."""
    value = middle + spread * (dice.random() + dice.random() - 1.0)
    return round(min(1.0, max(0.0, value)), 2)


def make_users():
    users = []
    while len(users) < USERS:
        user = f"{one_of(FIRST_NAMES)}.{one_of(LAST_NAMES)}"
        if user not in users:
            users.append(user)
    return users


def some_user(users):
    """The first users of the list are the busiest."""
    return users[int(len(users) * dice.random() ** 2.2)]


def state(moment_ms):
    source = by_weight({"self_report": 3, "inferred": 5, "mixed": 2})
    sureness = {"self_report": 0.85, "inferred": 0.6, "mixed": 0.75}[source]
    names = list(AXES)
    chosen = sorted({one_of(names) for _ in range(1 + below(5))})
    return {
        "updated_at_unix_ms": moment_ms,
        "source": source,
        "confidence": around(sureness, 0.2),
        "axes": {name: around(AXES[name], 0.5) for name in chosen},
    }


def put(user, body):
    return {"method": "PUT", "path": f"/state/{user}", "body": body}


def valid(user, moment_ms, known):
    kind = by_weight({"put": 46, "get": 24, "translate": 24, "delete": 6})
    if user not in known and dice.random() < 0.8:
        kind = "put"  # most users are asked about when there is something to tell
    if kind == "put":
        known.add(user)
        return put(user, state(moment_ms))
    if kind == "delete":
        known.discard(user)
    if kind == "translate":
        return {"method": "GET", "path": f"/translate/{user}"}
    return {"method": kind.upper(), "path": f"/state/{user}"}


def invalid(user, moment_ms, _known):
    body = state(moment_ms)
    kind = by_weight({"beyond": 4, "axis": 3, "confidence": 2, "source": 2, "missing": 2, "blank": 2, "long": 1, "cut": 4})
    if kind == "beyond":
        body["axes"]["stress_level"] = 7.0
    elif kind == "axis":
        body["axes"]["mood"] = 0.5
    elif kind == "confidence":
        body["confidence"] = -0.2
    elif kind == "source":
        body["source"] = "horoscope"
    elif kind == "missing":
        del body["confidence"]
    elif kind == "blank":
        user = "%20"
    elif kind == "long":
        user = "-".join([user] * 6)
    else:
        text = json.dumps(body)
        return {"method": "PUT", "path": f"/state/{user}", "text": text[: len(text) // 2]}
    return put(user, body)


def cancelled(user, moment_ms, _known):
    kind = by_weight({"put": 5, "get": 2, "translate": 2, "delete": 1})
    requests = {
        "put": put(user, state(moment_ms)),
        "get": {"method": "GET", "path": f"/state/{user}"},
        "translate": {"method": "GET", "path": f"/translate/{user}"},
        "delete": {"method": "DELETE", "path": f"/state/{user}"},
    }
    return {**requests[kind], "delay_ms": 400, "cancel_after_ms": 25 + below(20)}


def main():
    users = make_users()
    known = set()  # users with a state
    moment_ms = FIRST_MOMENT_MS
    for _ in range(REQUESTS):
        moment_ms += 50 + below(2000)
        make = by_weight({valid: 95, invalid: 3, cancelled: 2})
        request = make(some_user(users), moment_ms, known)
        if make is valid and dice.random() < 0.02:
            request["delay_ms"] = 2 + below(12)
        sys.stdout.write(json.dumps(request, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
