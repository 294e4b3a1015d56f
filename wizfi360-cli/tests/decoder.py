#!/usr/bin/env python3
"""Reads lines from the module by `wizfi360 spec --json` alone, and holds that against the vectors.

    python3 decoder.py SPEC.json LINES.json

Nothing of the protocol is written here but docs/json.md and the rules of wizfi360-proto/docs/codec.md.
"""
import json, re, sys


class Refused(Exception):
    """The text is not what the spec allows here."""


class Tokens:
    """The parameters that are left: `at` is where the next one begins; none is left at `at` None."""

    def __init__(self, line, start, end):
        self.line, self.end = line, end
        self.at = start if start < end else None

    def copy(self):
        other = Tokens(self.line, 0, self.end)
        other.at = self.at
        return other

    def left(self):
        return b"" if self.at is None else self.line[self.at:self.end]

    def upto(self, length):
        """Takes `length` bytes and the comma after them."""
        span = [self.at, self.at + length]
        if span[1] == self.end:
            self.at = None
        elif self.line[span[1]:span[1] + 1] == b",":
            self.at = span[1] + 1
        else:
            raise Refused("a quoted text ends with a comma or the line")
        return span

    def take(self):
        """The next token, as (quoted, text, span)."""
        left = self.left()
        if self.at is None:
            raise Refused("missing")
        if left[:1] == b'"':
            token = re.match(rb'"(?:[^"\\]|\\.)*"', left, re.S)
            if not token:
                raise Refused("unterminated")
            span = self.upto(token.end())
            return True, self.line[span[0] + 1:span[1] - 1], span
        span = self.upto(len(left.split(b",")[0]))
        return False, self.line[slice(*span)], span

    def rest(self):
        span = [self.end if self.at is None else self.at, self.end]
        self.at = None
        return self.line[slice(*span)], span

    def count(self):
        ahead, count = self.copy(), 0
        while ahead.at is not None:
            count += 1
            try:
                ahead.take()
            except Refused:
                break
        return count

    def skips(self):
        """Takes the next token if it is empty. Also true if none is left."""
        if self.at is None:
            return True
        ahead = self.copy()
        try:
            if ahead.take()[1]:
                return False
        except Refused:
            return False
        self.at = ahead.at
        return True

    def endings(self):
        """Every way in which a quoted text may end, if its quotes are not escaped: (text, span, what is left)."""
        left = self.left()
        if left[:1] != b'"':
            return
        for quote in (at for at in range(1, len(left)) if left[at:at + 1] == b'"'):
            ahead = self.copy()
            try:
                span = ahead.upto(quote + 1)
            except Refused:
                continue
            yield self.line[span[0] + 1:span[1] - 1], span, ahead


REST = ("verbatim", "bare_text", "rest")


def unescaped(text):
    return re.sub(rb"\\(.?)", rb"\1", text, flags=re.S)


def number(text, low, high):
    if not re.fullmatch(rb"-?[0-9]+" if low < 0 else rb"[0-9]+", text) or not low <= int(text) <= high:
        raise Refused("out of range")
    return int(text)


def value(ty, text, opened):
    """What a text without quotes means as a value of a type."""
    kind = ty["type"]
    listed = ty.get("values", [])
    if kind == "int":
        return number(text, ty["min"], ty["max"])
    if kind == "enum":
        found = number(text, 0, 2**32 - 1)
        if not opened and all(found != one["value"] for one in listed):
            raise Refused("not listed")
        return found
    if kind == "mask":
        found = number(text, 0, sum(one["value"] for one in listed))
        if found & ~sum(one["value"] for one in listed):
            raise Refused("not listed")
        return found
    if kind == "words":
        text = text.lstrip(b" ") if ty["written"] == "bare" else text
        if ty["written"] == "bare" and text[:1] == b'"':
            raise Refused("quoted")
        return text
    if kind == "ip":
        parts = text.split(b".")
        if len(parts) != 4 or any(len(part) > 3 or number(part, 0, 255) > 255 for part in parts):
            raise Refused("no address")
        return b".".join(b"%d" % int(part) for part in parts)
    if kind in ("mac", "unicast_mac"):
        if not re.fullmatch(rb"[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}", text):
            if opened:
                return unescaped(text)
            raise Refused("no address")
        if kind == "unicast_mac" and int(text[:2], 16) & 1:
            raise Refused("a group address")
        return text.lower()
    if not (ty.get("min", 0) <= len(text) <= ty.get("max", len(text)) or (not text and ty.get("or_empty"))):
        raise Refused("length")
    return text


def param(of, tokens, fields):
    ty, opened = of["type"], of.get("open", False)
    how = ty["written"]
    if how in REST:
        if how == "verbatim" and tokens.at is None:
            raise Refused("missing")
        text, span = tokens.rest()
        if how != "rest" and re.fullmatch(rb'".*"', text, re.S) and len(text) > 1:
            text = text[1:-1]
        elif how == "verbatim" and b'"' in text:
            raise Refused("unterminated")
    else:
        quoted, text, span = tokens.take()
        if quoted and how == "bare" or not quoted and how == "quoted":
            raise Refused("quotes")
        if ty["escaped"] or how == "quoted" and all(one["text"].encode() != text for one in ty.get("values", [])):
            text = unescaped(text)
    fields.append((of["name"], value(ty, text, opened), span))


def counts(shape):
    """Which numbers of tokens a list may have without its lead: {0} even, {1} odd, or both."""
    found = {0}
    plus = lambda others: {a ^ b for a in found for b in others}
    for one in shape["list"]:
        loose = one["type"]["written"] in REST or one.get("may_be_omitted") or "mask_bit" in one
        found = plus({0, 1} if loose else {1})
    if "choice" in shape:
        found = plus({1 ^ count for one in shape["choice"]["variants"] for count in with_lead(one["params"])})
    if "tail" in shape:
        found = plus({0} | with_lead(shape["tail"]["params"]))
    return found


def with_lead(shape):
    found = counts(shape)
    return found | {1 ^ count for count in found} if "optional_first" in shape else found


def has_lead(shape, tokens):
    found = counts(shape)
    if tokens.at is None:
        return False
    return tokens.left()[:1] != b'"' if len(found) == 2 else tokens.count() % 2 not in found


def read(shape, tokens, fields):
    """Reads a parameter list into `fields`, each a name, a value and where its token is."""
    if "optional_first" in shape and has_lead(shape, tokens):
        param(shape["optional_first"], tokens, fields)
    read_from(shape, 0, tokens, fields)


def read_from(shape, first, tokens, fields):
    for at, one in enumerate(shape["list"][first:], first):
        if one.get("may_be_omitted") and tokens.skips() or one.get("mask_bit", {}).get("may_be_absent") and tokens.at is None:
            continue
        if one.get("unescaped"):
            # It ends where all that follows reads as it should.
            ways = []
            for text, span, ahead in tokens.endings():
                # Quotes that were escaped are read as such.
                text = unescaped(text) if is_escaped(text) else text
                found = fields + [(one["name"], text, span)]
                try:
                    read_from(shape, at + 1, ahead, found)
                except Refused:
                    continue
                if ahead.at is None:
                    ways.append(found)
            if len(ways) > 1:
                raise Refused("ambiguous")
            if ways:
                fields[:], tokens.at = ways[0], None
                return
        param(one, tokens, fields)
    if "choice" in shape:
        quoted, text, span = tokens.take()
        chosen = [one for one in shape["choice"]["variants"] if quoted and one["tag"].encode() == text]
        if not chosen:
            raise Refused("not listed")
        fields.append((shape["choice"]["tag"], text, span))
        read(chosen[0]["params"], tokens, fields)
    if "tail" in shape and tokens.at is not None:
        read(shape["tail"]["params"], tokens, fields)


def is_escaped(text):
    """True if each quote, comma and backslash has a backslash before it."""
    return re.fullmatch(rb'(?:[^"\\,]|\\.)*', text, re.S) is not None


SUFFIXES = {"current": "_CUR", "default": "_DEF", "unsuffixed": ""}


def inside(line, prefix, text):
    """From where to where the parameters of a line are, if the rest of it is there."""
    suffix, word, empty = line.get("ending", "").encode(), line.get("keyword"), not any(line["params"].values())
    if not text.startswith(prefix) or not text[len(prefix):].endswith(suffix):
        return None
    middle = text[len(prefix):len(text) - len(suffix)]
    if word is not None:
        word = word.encode()
        if middle == word:
            middle = b""
        elif not empty and middle.endswith(b"," + word):
            middle = middle[:-len(word) - 1]
        else:
            return None
        if not prefix and not re.fullmatch(rb"[0-9,]*", middle):
            return None
    if empty and middle:
        return None
    return len(prefix), len(prefix) + len(middle)


def read_line(line, scopes, text):
    """The fields of a line, `None` if the text is another one."""
    spellings = {
        spelling.replace("{scope}", SUFFIXES[scope]).encode()
        for spelling in [line["prefix"], *line.get("aliases", [])]
        for scope in (scopes if "{scope}" in spelling else ["unsuffixed"])
    }
    parts = (inside(line, prefix, text) for prefix in sorted(spellings, key=len, reverse=True))
    part = next((part for part in parts if part), None)
    if part is None:
        return None
    fields = []
    try:
        if line["separator"] == ",":
            tokens = Tokens(text, *part)
            read(line["params"], tokens, fields)
            if tokens.at is not None:
                raise Refused("trailing data")
        else:
            read_separated(line, text, part, fields)
    except Refused:
        # Nothing but its parameters tells what line it is.
        if line["prefix"] or line.get("ending") or "keyword" in line:
            raise
        return None
    return fields


def read_separated(line, text, part, fields):
    at, params, separator = part[0], line["params"]["list"], line["separator"].encode()
    for number_of, one in enumerate(params, 1):
        end = part[1] if number_of == len(params) else text.find(separator, at, part[1])
        if at > part[1] or part[0] == part[1]:
            raise Refused("missing")
        end = part[1] if end < 0 else end
        found = text[at:end]
        if one["type"]["written"] == "bare_text" and re.fullmatch(rb'".*"', found, re.S):
            found = found[1:-1]
        fields.append((one["name"], value(one["type"], found, one.get("open", False)), [at, end]))
        at = end + len(separator)


def lines_of(spec, case):
    """The lines that a case can be, in their order, and the scopes of their command."""
    if case["kind"] != "answer":
        heads = [packet["head"] for packet in spec["packets"]]
        return spec["messages"] + heads, list(SUFFIXES)
    command = next(one for one in spec["commands"] if any(name["name"] == case["command"] for name in one["names"]))
    form = next(one for one in command["forms"] if one["kind"] == case["form"])
    lines = {line["name"]: line for line in command["lines"]}
    return [lines[name] for name in form["answers"]], [name["scope"] for name in command["names"] if "scope" in name]


def main(spec, lines):
    with open(spec, encoding="utf-8") as file:
        spec = json.load(file)
    with open(lines, encoding="ascii") as file:
        cases = json.load(file)["cases"]
    wrong = []
    for case in cases:
        text = case["bytes"].encode("latin-1")
        expected = [
            (of["name"], of["value"] if isinstance(of["value"], int) else of["value"].encode("latin-1"), of["at"])
            for of in case["fields"]
        ]
        try:
            candidates, scopes = lines_of(spec, case)
            readings = ((line["name"], read_line(line, scopes, text)) for line in candidates)
            found = next((reading for reading in readings if reading[1] is not None), None)
            if found != (case["name"], expected):
                wrong.append(f"{case['id']}: {found}")
        except Refused as refused:
            wrong.append(f"{case['id']}: {refused}")
    print(f"{len(cases) - len(wrong)} of {len(cases)} lines are read as they should be", *wrong, sep="\n")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
