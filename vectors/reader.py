#!/usr/bin/env python3
"""Holds a parser against the vectors: python3 reader.py [FOLDER]. Put yours in the place of split, read and write; tokenizer.py does the same for streams."""
import json, pathlib, re, sys

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
QUOTED = rb'"(?:[^"\\]|\\.)*"'
TOKEN = re.compile(QUOTED + rb'|[^",][^,]*|(?=,|$)', re.S)

def load(name):
    file = json.loads((FOLDER / f"{name}.json").read_text("ascii"))
    assert file["version"] == 2 and file["content"] == name, f"{name}.json is another version"
    return file

def raw(text):  # each character is one byte
    return text.encode("latin-1")

def split(line, at):  # where the parameters behind a name stand
    while at <= len(line):
        token = TOKEN.match(line, at)
        assert token and (token.end() == len(line) or line[token.end()] == ord(",")), "unterminated"
        yield [at, token.end()]
        at = token.end() + 1

def is_broken(line):  # quotes that do not end as they should, behind what a line begins with
    first = re.search(rb'[=:,(]?"', line)
    try:
        return not list(split(line, first.end() - 1))
    except AssertionError:
        return True

def read(token, how):
    inside = token[1:-1] if how in ("quoted", "verbatim") else token
    return re.sub(rb"\\(.)", rb"\1", inside, flags=re.S) if how == "quoted" else inside

def write(value, how):
    inside = re.sub(rb'([",\\])', rb"\\\1", value) if how == "quoted" else value
    return b'"' + inside + b'"' if how in ("quoted", "verbatim") else inside

def check_fields(case):
    line = raw(case["bytes"])
    for field in case["fields"]:
        token, value = line[slice(*field["at"])], field["value"]
        value = raw(value) if isinstance(value, str) else b"%d" % value
        found = read(token, field["as"])
        if "canonical" in case:  # MAC addresses in upper case, zeros before numbers
            assert value in (found, found.lower(), re.sub(rb"\b0+(?=\d)", b"", found)), case["id"]
        else:
            assert found == value and write(value, field["as"]) == token, case["id"]

def main():
    requests, lines, rejects = (load(name)["cases"] for name in ("requests", "lines", "rejects"))
    for case in requests + lines:
        check_fields(case)
    for case in requests:
        line, spans = raw(case["bytes"])[:-2], [field["at"] for field in case["fields"]]
        if spans and all(field["as"] in ("bare", "quoted") for field in case["fields"]):
            found = [span for span in split(line, spans[0][0]) if span in spans or line[slice(*span)] not in (b"", b'""')]
            assert found == spans, case["id"]
    forms = {(case["command"], case["form"]) for case in requests}
    judged = 0
    for case in rejects:
        line = raw(case["bytes"])
        refused = {
            "unterminated": lambda: is_broken(line.removesuffix(b"\r\n")),
            "control_byte": lambda: re.search(rb"[\r\n\0]", line.removesuffix(b"\r\n")),
            "unknown_form": lambda: (case["command"], case["form"]) not in forms,
            "unknown_command": lambda: re.split(rb"[=?\r]", line)[0] not in {raw(name) for name, _ in forms},
        }.get(case["error"])
        assert not refused or refused(), case["id"]
        judged += refused is not None
    print(f"{len(requests)} requests, {len(lines)} lines, {judged} of {len(rejects)} rejects")

if __name__ == "__main__":
    main()
