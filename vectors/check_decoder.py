#!/usr/bin/env python3
"""Holds decoder.py against the vectors: python3 check_decoder.py SPEC.json [FOLDER].

SPEC.json is what `wizfi360 spec --json` prints.
"""

import json, pathlib, sys
from decoder import Protocol, Refused

FOLDER = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parent)


def written(field, line):  # `as` of a field, by its token
    token, ty = line[slice(*field.at)], field.of["type"] if field.of else {}
    inside = token[1:-1] if len(token) > 1 and token[0] == token[-1] == '"' else None
    takes_the_rest = ty.get("written") in ("verbatim", "bare_text", "rest")
    if inside is None or takes_the_rest and field.value != inside:
        return "rest" if takes_the_rest else "bare"
    is_text = all(one.get("text") != field.value for one in ty.get("values", [])) and field.of
    is_verbatim = is_text and field.value == inside and {'"', "\\"} & set(inside)
    return "verbatim" if takes_the_rest or is_verbatim else "quoted"


def read(protocol, case):  # the name of what was read, its fields, and its canonical form
    line, kind = case["bytes"], case.get("kind", "request")
    if kind == "request":
        command, form, fields = protocol.read_request(line)
        name = command, form
        canonical = protocol.write_request(command, form, [field[:2] for field in fields])
    else:
        if kind == "answer":
            found = protocol.read_answer(case["command"], case["form"], line)
        else:
            found = protocol.read_event(line)
        if found is None:
            raise Refused("not_this_line")
        page, scope, fields = found
        name, canonical = page["name"], protocol.write_line(page, scope, fields)
    values = [
        {"name": field.name, "value": field.value, "as": written(field, line), "at": field.at}
        for field in fields
    ]
    return name, values, canonical


def wrong(protocol, case):  # what is otherwise than the case has it; None if nothing is
    name = case.get("name") or (case["command"], case["form"])
    canonical = case.get("canonical", case["bytes"])
    found, expected = read(protocol, case), (name, case["fields"], canonical)
    if found != expected:
        return f"{found}, not {expected}"
    if "kind" not in case:
        line = protocol.write_request(case["command"], case["form"], pairs(case["fields"]))
        if line != canonical:
            return f"{line} is written, not {canonical}"


def wrong_reject(protocol, case):
    expected = case["error"], case.get("param")
    try:
        return f"{read(protocol, case)} is read, not {expected}"
    except Refused as refused:
        if refused.args != expected:
            return f"{refused.args} is refused, not {expected}"
    if "values" in case:
        try:
            line = protocol.write_request(case["command"], case["form"], pairs(case["values"]))
            return f"{line} is written"
        except Refused as refused:
            if refused.error != expected[0]:
                return f"{refused.args} is not written, not {expected}"


def pairs(fields):
    return [(field["name"], field["value"]) for field in fields]


def main():
    protocol = Protocol(json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")))
    failed = 0
    for name, check in (("lines", wrong), ("requests", wrong), ("rejects", wrong_reject)):
        file = json.loads((FOLDER / f"{name}.json").read_text("ascii"))
        assert file["version"] == 2, f"{name}.json is of another version"
        cases, told = file["cases"], []
        for case in cases:
            try:
                found = check(protocol, case)
            except Exception as error:  # the document lacks a key, or decoder.py has a mistake
                found = repr(error)
            told += [f"{case['id']}: {found}"] if found else []
        print(f"{len(cases) - len(told)} of {len(cases)} {name} are as they should be")
        print(*told, sep="\n", end="\n" if told else "")
        failed += len(told) + (not cases)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
