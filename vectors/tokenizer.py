#!/usr/bin/env python3
"""Holds a tokenizer against the streams: python3 tokenizer.py [FOLDER]. Put yours in the place of Tokenizer."""
import re
from reader import load, raw

HEAD = re.compile(rb"\+IPD,((?:\d+,)?\d+(?:,\"?[\d.]+\"?,\d+)?):")

class Tokenizer:  # bytes in, (kind, text) out: packets, prompts, transparent data and lines
    def __init__(self):
        self.buffer, self.events, self.data, self.left = b"", [], None, 0
    def feed(self, piece):
        self.buffer += piece
        while self.buffer:
            if self.data == "open" or self.left:
                size = len(self.buffer) if self.data == "open" else min(self.left, len(self.buffer))
                if not self.left and (not self.events or self.events[-1][0] != "transparent"):
                    self.events.append(["transparent", b""])
                self.events[-1][1] += self.buffer[:size]
                self.buffer, self.left = self.buffer[size:], max(self.left - size, 0)
                continue
            head, end = HEAD.match(self.buffer), re.search(rb"[\r\n]", self.buffer)
            numbers = head and head[1].split(b",")
            length = int(numbers[1 - len(numbers) % 2]) if numbers else 65536
            if length < 65536:
                self.events.append(["packet", b""])
                self.buffer, self.left = self.buffer[head.end() :], length
            elif self.data and self.buffer[:1] == b">":
                self.events.append(["prompt", b">"])
                self.buffer, self.data = self.buffer[1:], "open" if self.data == "transparent" else None
            elif end:
                self.line(self.buffer[: end.start()])
                self.buffer = self.buffer[end.end() :]
            else:
                break
    def line(self, text):
        if text.strip(b" "):  # a blank behind a prompt is none
            self.events.append(["line", text.lstrip(b" ")])

def coarse(events):  # what the tokenizer above tells apart; an echo that is cut is one line with what cuts it
    told, behind = [], None
    for event in events:
        kind = event["kind"] if event["kind"] in ("packet", "prompt", "transparent") else "line"
        if kind == "line" and told and behind == event["at"][0] and told[-1][0] == "line":
            told[-1][1] += raw(event["text"])
        else:
            told.append([kind, raw(event["text"])])
        behind = event["at"][1]
    return told

streams = load("streams")["cases"]
count = 0
for case in streams:
    for size in ("cuts", "bytes"):
        tokenizer = Tokenizer()
        for step in case["steps"]:
            tokenizer.data = step.get("data") or (tokenizer.data if tokenizer.data == "open" else None)
            tokenizer.events, bytes_in = [], raw(step["response"])
            places = step["cuts"] if size == "cuts" else range(1, len(bytes_in))
            for start, end in zip([0, *places], [*places, len(bytes_in)]):
                tokenizer.feed(bytes_in[start:end])
            assert tokenizer.events == coarse(step["events"]), f"{case['id']}: {tokenizer.events}"
            count += 1
print(f"{count} times a step of {len(streams)} streams")
