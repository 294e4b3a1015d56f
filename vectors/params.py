"""Values and parameter lists, for decoder.py: what a text means by the pages of the document."""

import collections, re


class Refused(Exception):
    """A text or value that the spec does not allow: the `error` and `param` of rejects.json."""

    def __init__(self, error, param=None):
        super().__init__(error, param)
        self.error, self.param = error, param


# A parameter with its value. `of` is its page in the document, None for the word of a choice; `at`
# is where its token begins and ends in the line.
Field = collections.namedtuple("Field", "name value of at")

# ---- Values: what a text without quotes means, by its `type`

MAC = "[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}"


def number(text, low, high):
    if not re.fullmatch("-?[0-9]+" if low < 0 else "[0-9]+", text):
        raise Refused("invalid")
    found = int((text.lstrip("-0") or "0")[:20]) * (-1 if text[0] == "-" else 1)
    if not low <= found <= high:
        raise Refused("out_of_range")
    return found


def value(ty, text, is_open=False, quoted=True):
    """The value of a text. If it is open, what is not listed is kept, with its escapes undone."""
    kind = ty["type"]
    if kind == "int":
        return number(text, ty["min"], ty["max"])
    if kind == "enum":
        found = number(text, 0, ty["max"])
        if not is_open and all(one["value"] != found for one in ty["values"]):
            raise Refused("out_of_range")
        return found
    if kind == "mask":
        found = number(text, 0, 2**63 - 1)
        if found & ~sum(one["value"] for one in ty["values"]):
            raise Refused("out_of_range")
        return found
    if kind == "words":
        return word(ty, text, is_open)
    if kind == "ip":
        parts = text.split(".")
        is_part = lambda part: re.fullmatch("[0-9]{1,3}", part) and int(part) < 256
        if len(parts) != 4 or not all(map(is_part, parts)):
            raise Refused("invalid")
        return ".".join(str(int(part)) for part in parts)
    if kind in ("mac", "unicast_mac"):
        keeps = is_open and quoted
        text = unescaped(text) if keeps and not re.fullmatch(MAC, text) else text
        if not re.fullmatch(MAC, text):
            if not keeps:
                raise Refused("invalid")
            return text
        if kind == "unicast_mac" and int(text[:2], 16) & 1:
            raise Refused("out_of_range")
        return text.lower()
    if len(text) < ty.get("min", 0) and not (text == "" and ty.get("or_empty")):
        raise Refused("too_short")
    if len(text) > ty.get("max", len(text)):
        raise Refused("too_long")
    return text


def word(ty, text, is_open):
    if is_open and ty["written"] == "bare":
        # A blank before it belongs to what precedes it.
        text = text.lstrip(" ")
        if text[:1] in ("", '"'):
            raise Refused("invalid" if text else "missing")
    is_listed = any(one["text"] == text for one in ty["values"])
    if not is_listed and not is_open:
        raise Refused("out_of_range")
    return text if is_listed or ty["written"] == "bare" else unescaped(text)


def unescaped(text):
    return re.sub(r"\\(.?)", r"\1", text, flags=re.S)


# ---- Parameter lists: `at` is where the next token begins in `line`, None if none is left

TOKEN = re.compile(r'("(?:[^"\\]|\\.)*"|(?:[^",][^,]*)?)(,|\Z)', re.S)
REST = ("verbatim", "bare_text", "rest")


def take(line, at):
    """The next token as it is written, and where the one after it begins."""
    if at is None:
        raise Refused("missing")
    token = TOKEN.match(line, at)
    if not token:
        raise Refused("unterminated")
    return token[1], token.end() if token[2] else None


def read_param(of, line, at):
    """Reads one parameter: its field, and where the next token begins."""
    ty, how, start = of["type"], of["type"]["written"], len(line) if at is None else at
    try:
        if how in REST and (how != "verbatim" or at is not None):
            token, after = line[start:], None
            quoted = how != "rest" and len(token) > 1 and token[0] == token[-1] == '"'
            if how == "verbatim" and not quoted and '"' in token:
                raise Refused("unterminated")
        else:
            token, after = take(line, at)
            quoted = token[:1] == '"'
            if how == ("bare" if quoted else "quoted"):
                raise Refused("invalid")
        text = token[1:-1] if quoted else token
        found = value(ty, unescaped(text) if ty["escaped"] else text, of.get("open"), quoted)
    except Refused as refused:
        raise Refused(refused.error, of["name"])
    return Field(of["name"], found, of, [start, start + len(token)]), after


def read_list(shape, line, at):
    """Reads a parameter list: its fields, and where what is left begins."""
    fields = []
    if "optional_first" in shape and has_first(shape, line, at):
        field, at = read_param(shape["optional_first"], line, at)
        fields.append(field)
    more, at = read_from(shape, 0, line, at)
    return fields + more, at


def read_from(shape, first, line, at):
    """The same from one parameter of `list` on."""
    fields = []
    for index, of in enumerate(shape["list"][first:], first):
        if of.get("may_be_omitted"):
            token = TOKEN.match(line, at) if at is not None else None
            if at is None or token and token[1] in ("", '""'):
                at = take(line, at)[1] if token else None
                continue
        if of.get("mask_bit", {}).get("may_be_absent") and at is None:
            continue
        if of.get("unescaped") and (found := read_unescaped(shape, index, line, at)):
            return fields + found, None
        field, at = read_param(of, line, at)
        fields.append(field)
    if "choice" in shape:
        more, at = read_choice(shape["choice"], line, at)
        fields += more
    if "tail" in shape and at is not None:
        more, at = read_list(shape["tail"]["params"], line, at)
        fields += more
    return fields, at


def read_choice(choice, line, at):
    try:
        token, after = take(line, at)
        chosen = [one for one in choice["variants"] if f'"{one["tag"]}"' == token]
        if not chosen:
            raise Refused("out_of_range" if token[:1] == '"' else "invalid")
    except Refused as refused:
        raise Refused(refused.error, choice["tag"])
    fields, left = read_list(chosen[0]["params"], line, after)
    return [Field(choice["tag"], chosen[0]["tag"], None, [at, at + len(token)])] + fields, left


def read_unescaped(shape, index, line, at):
    """Reads a text whose quotes may not be escaped: it ends where all that follows can be read.

    Returns its field and all after it; None if it ends nowhere so.
    """
    of, ways = shape["list"][index], []
    is_quoted = at is not None and line[at] == '"'
    ends = [end for end in re.finditer(r'"(,|\Z)', line) if is_quoted and end.start() > at]
    for end in ends:
        text = line[at + 1 : end.start()]
        # A bare quote or comma, or a backslash at the end, shows that nothing was escaped.
        text = unescaped(text) if re.fullmatch(r'(?:[^"\\,]|\\.)*', text, re.S) else text
        try:
            more, left = read_from(shape, index + 1, line, end.end() if end[1] else None)
        except Refused:
            continue
        if left is None:
            ways.append([Field(of["name"], text, of, [at, end.start() + 1])] + more)
    if len(ways) > 1:
        raise Refused("ambiguous", of["name"])
    return ways[0] if ways else None


def has_first(shape, line, at):
    """Whether the optional first parameter is there: the number of tokens tells, or its quotes."""
    possible, count, left = parities(shape), 0, at
    if at is None or len(possible) == 2:
        return at is not None and line[at] != '"'
    while left is not None:
        token, count = TOKEN.match(line, left), count + 1
        left = token.end() if token and token[2] else None
    return count % 2 not in possible


def parities(shape, with_first=False):
    """Whether a list can have an even (0) and an odd (1) number of tokens."""
    loose = lambda of: of["type"]["written"] in REST or of.get("may_be_omitted") or "mask_bit" in of
    parts = [{0, 1} if loose(of) else {1} for of in shape["list"]]
    parts += [{0, 1}] if with_first and "optional_first" in shape else []
    if "choice" in shape:
        variants = [parities(one["params"], True) for one in shape["choice"]["variants"]]
        parts.append({1 ^ one for found in variants for one in found})
    if "tail" in shape:
        parts.append({0} | parities(shape["tail"]["params"], True))
    found = {0}
    for part in parts:
        found = {a ^ b for a in found for b in part}
    return found


def read_separated(page, line, at):
    """Reads parameters with another separator: there are no quotes, and the last takes the rest."""
    fields, params, separator = [], page["params"]["list"], page["separator"]
    for of in params:
        if at is None:
            raise Refused("missing", of["name"])
        cut = -1 if of is params[-1] else line.find(separator, at)
        end = len(line) if cut < 0 else cut
        text = line[at:end]
        if of["type"]["written"] == "bare_text" and re.fullmatch('".*"', text, re.S):
            text = text[1:-1]
        try:
            fields.append(Field(of["name"], value(of["type"], text, of.get("open")), of, [at, end]))
        except Refused as refused:
            raise Refused(refused.error, of["name"])
        at = None if cut < 0 else cut + len(separator)
    return fields, None


# ---- Rules across the parameters of a request


def check_rule(rule, fields):
    """Refuses fields that break a rule. Its first parameter is the one at fault."""
    ((kind, args),) = rule.items()
    names = {"Distinct": args, "SameNetwork": args[0]}.get(kind, args[:2])
    given = [fields[name] for name in names if name in fields]
    ip = lambda field: int.from_bytes(map(int, field.value.split(".")), "big")
    if kind == "Distinct":
        is_broken = len({field.value for field in given}) < len(given)
    elif kind == "Ordered":
        numbers = [field.value if isinstance(field.value, int) else ip(field) for field in given]
        is_broken = len(numbers) == 2 and numbers[0] > numbers[1]
    elif kind == "SameNetwork":
        # A network that the module's state holds is no mistake of the request.
        network = [fields[name] for name in args[1].get("Params", []) if name in fields]
        is_outside = lambda field: (ip(field) ^ ip(network[0])) & ip(network[1])
        is_broken = len(network) == 2 and any(map(is_outside, given))
    else:
        is_given = names[0] in fields
        is_empty = is_given and fields[names[0]].value == ""
        applies = names[1] in fields and label(fields[names[1]]) in args[2]
        is_broken = {
            "RequiredIf": applies and not is_given,
            "OnlyIf": is_given and not applies,
            "EmptyIf": applies and is_given and not is_empty,
            "FilledIf": applies and is_empty,
        }[kind]
    if is_broken:
        raise Refused("rule_violation", names[0])


def label(field):
    """The name of a listed value, by which rules know it; otherwise its text."""
    listed = field.of["type"].get("values", []) if field.of else []
    names = [one["name"] for one in listed if field.value in (one.get("value"), one.get("text"))]
    return names[0] if names else str(field.value)
