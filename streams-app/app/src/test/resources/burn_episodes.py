"""Burn episodes of users straight from their definition, on the calls the oracle admits: for each user a list of
[opened_at, ends_at] in epoch ms. A burn opens with the call that brings the window to `open` or more and ends at the
first instant at which the window, with no further call, is below `close`. Input in time order; no running sums."""
import collections
import json
import sys

import oracle

files, book, window, open_at, close_at = sys.argv[1].split(","), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
calls = []
oracle.run(oracle.lines_of(files), oracle.load_book(book), report_calls=calls)
length, count = oracle.ROLLING[window]


def cost_at(slots, at):
    i = at // length
    return sum(c for slot, c in slots.items() if i - count + 1 <= slot <= i)


def end_of(slots, at):
    i = at // length
    for later in range(i + 1, i + count + 1):
        if cost_at(slots, later * length) < close_at:
            return later * length
    raise AssertionError("a window is empty in the end")


users, episodes = collections.defaultdict(list), {}
for call in calls:
    users[call["user"]].append(call)
for user, own in users.items():
    slots, found, end = collections.Counter(), [], None
    for call in own:
        if end is not None and call["t"] >= end:
            end = None
        slots[call["t"] // length] += call["cost"]
        if end is None and cost_at(slots, call["t"]) >= open_at:
            found.append([call["t"], 0])
            end = 0
        if end is not None:
            end = end_of(slots, call["t"])
            found[-1][1] = end
    if found:
        episodes[user] = found
as_of = max(c["t"] for c in calls)
print(json.dumps({"as_of": as_of, "episodes": episodes}))
