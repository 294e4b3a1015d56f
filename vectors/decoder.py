r"""Reads and writes the protocol by `wizfi360 spec --json` alone: an example for other languages.

    protocol = Protocol(json.load(open("spec.json")))
    protocol.read_request("AT+CWMODE_CUR=1\r\n")  # ("AT+CWMODE_CUR", "set", [Field(...)])
    protocol.write_request("AT+CWMODE_CUR", "set", [("mode", 1)])  # "AT+CWMODE_CUR=1\r\n"
    protocol.read_answer("AT+CWMODE_CUR", "query", "+CWMODE_CUR:1")
    protocol.read_event("0,CONNECT")

Bytes are strings in which each character is one byte, as in the vectors; check_decoder.py holds
this against them. All facts come out of the document, whose keys docs/schemas/spec.schema.json
describes. How they are put together is in wizfi360-proto/docs/codec.md.
"""

import re
from params import MAC, Refused, check_rule, read_list, read_separated, value


class Protocol:
    """What the document says of requests and lines."""

    def __init__(self, document):
        assert document["schema"] == 2, "the document is of another version"
        self.commands, self.messages = document["commands"], document["messages"]
        self.headers = [packet["head"] for packet in document["packets"]]
        lexical = document["lexical"]
        self.line_ending = lexical["line_ending"]["value"]
        self.suffixes = lexical["scopes"]
        self.escape_set = lexical["escape_set"]["value"]
        self.forbidden_bytes = {chr(byte) for byte in lexical["forbidden_bytes"]["value"]}

    def command(self, name):
        """The command with exactly this name, and the page of the name."""
        for command in self.commands:
            for page in command["names"]:
                if page["name"] == name:
                    return command, page
        return None, None

    def refuse_control_bytes(self, text):
        if self.forbidden_bytes & set(text):
            raise Refused("control_byte")

    # ---- Requests

    def read_request(self, line):
        """The command's name, the form and the fields of a request."""
        line = line.removesuffix(self.line_ending)
        self.refuse_control_bytes(line)
        name, form, start = self.form_of(line)
        fields, left = read_list(form["params"], line, start if start < len(line) else None)
        for rule in form["behaviour"].get("rules", []):
            # What some firmware alone demands is no mistake of the request.
            if not rule["since"] and not rule["until"]:
                check_rule(rule["rule"], {field.name: field for field in fields})
        if left is not None:
            raise Refused("trailing_data")
        return name, form["kind"], fields

    def form_of(self, line):
        """The command's name, the page of the form, and where its parameters begin."""
        typed = re.match("[^=?]*", line)[0]
        behind, (command, page) = line[len(typed) :], self.command(typed)
        if command:
            sign = behind if behind in ("", "?", "=?") else "=" if behind[0] == "=" else None
            scope, forms = page.get("scope"), command["forms"]
            forms = [form for form in forms if scope in form.get("scopes", [scope])]
            for form in sorted(forms, key=lambda form: form.get("no_equals", False)):
                if form.get("no_equals") or form["sign"] == sign:
                    return typed, form, len(typed) + len(form["sign"])
            raise Refused("unknown_form")
        # Parameters may follow the name at once: of several names that fit the longest counts.
        glued = [
            (page["name"], form, len(page["name"]))
            for command in self.commands
            for form in command["forms"]
            for page in command["names"]
            if form.get("no_equals") and line.startswith(page["name"])
        ]
        if not glued:
            raise Refused("unknown_command")
        return max(glued, key=lambda one: one[2])

    def write_request(self, name, kind, given):
        """The bytes of a request, of names and values in the order of the wire."""
        form = next(form for form in self.command(name)[0]["forms"] if form["kind"] == kind)
        for _, found in given:
            self.refuse_control_bytes(str(found))
        params = self.write_params(form["params"], given, is_request=True)
        line = name + form["sign"] + params + self.line_ending
        # Read back, so that nothing is sent that means something else.
        if [field[:2] for field in self.read_request(line)[2]] != list(map(tuple, given)):
            raise Refused("invalid")
        return line

    # ---- Lines from the module

    def read_answer(self, name, kind, text):
        """The line that answers a form: its page, scope and fields. None if it is no answer."""
        command = self.command(name)[0]
        form = next(form for form in command["forms"] if form["kind"] == kind)
        lines = {line["name"]: line for line in command["lines"]}
        scopes = [page["scope"] for page in command["names"] if "scope" in page]
        return self.first_of([lines[name] for name in form["answers"]], scopes, text)

    def read_event(self, text):
        """The same for a message, or for the header of a packet up to its `ending`."""
        return self.first_of(self.messages + self.headers, list(self.suffixes), text)

    def first_of(self, lines, scopes, text):
        readings = (self.read_line(line, scopes, text) for line in lines)
        return next((reading for reading in readings if reading), None)

    def read_line(self, line, scopes, text):
        spellings = [
            (spelling.replace("{scope}", self.suffixes[scope]), scope)
            for spelling in [line["prefix"], *line.get("aliases", [])]
            for scope in (scopes if "{scope}" in spelling else ["unsuffixed"])
        ]
        for prefix, scope in sorted(spellings, key=lambda one: -len(one[0])):
            end = params_end(line, prefix, text)
            if end is not None:
                break
        else:
            return None
        at = len(prefix) if len(prefix) < end else None
        try:
            self.refuse_control_bytes(text)
            if line["separator"] == ",":
                fields, left = read_list(line["params"], text[:end], at)
            else:
                fields, left = read_separated(line, text[:end], at)
            if left is not None:
                raise Refused("trailing_data")
        except Refused:
            # Without prefix, ending and keyword nothing but its parameters tells what line it is.
            if line["prefix"] or line.get("ending") or "keyword" in line:
                raise
            return None
        return line, scope, fields

    def write_line(self, line, scope, fields):
        params = self.write_params(line["params"], fields, line["separator"], line.get("keyword"))
        return line["prefix"].replace("{scope}", self.suffixes[scope]) + params + line.get("ending", "")

    # ---- Writing parameter lists

    def write_params(self, shape, fields, separator=",", keyword=None, is_request=False):
        left = [(field[0], field[1]) for field in fields]
        tokens = self.tokens(shape, left, separator, is_request)
        if left:
            raise Refused("trailing_data")
        while tokens and tokens[-1] is None:
            tokens.pop()
        tokens += [] if keyword is None else [keyword]
        return separator.join('""' if token is None else token for token in tokens)

    def tokens(self, shape, left, separator, is_request):
        """The tokens of a list, by the fields that are left; None for one that is omitted."""
        tokens = []
        first = [shape["optional_first"]] if "optional_first" in shape else []
        for of in first + shape["list"]:
            if left and left[0][0] == of["name"]:
                tokens.append(self.token(of, left.pop(0)[1], separator, is_request))
            elif of.get("may_be_omitted"):
                tokens.append(None)
        if "choice" in shape and left and left[0][0] == shape["choice"]["tag"]:
            tag = left.pop(0)[1]
            chosen = [one for one in shape["choice"]["variants"] if one["tag"] == tag]
            if not chosen:
                raise Refused("out_of_range", shape["choice"]["tag"])
            tokens.append(f'"{tag}"')
            tokens += self.tokens(chosen[0]["params"], left, separator, is_request)
        if "tail" in shape:
            tokens += self.tokens(shape["tail"]["params"], left, separator, is_request)
        return tokens

    def token(self, of, found, separator, is_request):
        """A value as it is on the wire."""
        ty, how, text = of["type"], of["type"]["written"], str(found)
        if is_request:
            try:
                value(ty, text)
            except Refused as refused:
                raise Refused(refused.error, of["name"])
        # What was kept in the place of a word or an address came in quotes, and can be any text.
        is_word = ty["type"] == "words" and any(one["text"] == text for one in ty["values"])
        kept = how == "quoted" and ty["type"] == "words" and not is_word
        kept = kept or ty["type"] == "mac" and not re.fullmatch(MAC, text)
        if how == "bare_text":
            return f'"{text}"' if re.fullmatch('".*"', text, re.S) else text
        if separator != "," or how in ("bare", "rest") or how == "either_bare" and not kept:
            return text
        if ty["escaped"] or kept:
            text = "".join("\\" + byte if byte in self.escape_set else byte for byte in text)
        return f'"{text}"'


def params_end(line, prefix, text):
    """Where the parameters of a line end, if prefix, keyword and ending are there."""
    ending, keyword, has_params = (
        line.get("ending", ""),
        line.get("keyword"),
        any(line["params"].values()),
    )
    if not text.startswith(prefix) or not text[len(prefix) :].endswith(ending):
        return None
    middle = text[len(prefix) : len(text) - len(ending)]
    if keyword == middle:
        middle = ""
    elif keyword is not None:
        middle, comma = middle[: -len(keyword) - 1], middle[-len(keyword) - 1 :]
        if comma != "," + keyword or not has_params:
            return None
        # Without a prefix, a stranger's text could end in the keyword: only numbers precede it.
        if not prefix and not re.fullmatch("[0-9][0-9,]*", middle):
            return None
    return None if middle and not has_params else len(prefix) + len(middle)
