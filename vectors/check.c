/* Holds a parser in C against the vectors: cc -std=c99 -o check check.c && ./check FOLDER
 *
 * Put your driver in the place of the second part. The first reads JSON as far as the vectors need it: they are ASCII, with one case a
 * line, and each character of a string is one byte. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON ---- */

typedef struct Json {
    char kind; /* { [ " 0: object, list, string, anything else */
    char *key, *text;
    size_t len;
    long number;
    struct Json *first, *next;
} Json;

static void fail(const char *what, const char *of) {
    fprintf(stderr, "%s: %s\n", of, what);
    exit(1);
}

static void *room(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory) fail("no memory", "check");
    return memory;
}

static char *string(const char **at, size_t *len) {
    char *text = room(strlen(*at) + 1);
    size_t n = 0;
    for (++*at; **at != '"'; ++*at) {
        if (!**at) fail("a string does not end", "JSON");
        if (**at != '\\') { text[n++] = **at; continue; }
        ++*at;
        switch (**at) {
        case 'n': text[n++] = '\n'; break;
        case 'r': text[n++] = '\r'; break;
        case 't': text[n++] = '\t'; break;
        case 'b': text[n++] = '\b'; break;
        case 'f': text[n++] = '\f'; break;
        case 'u': {
            char hex[5] = {0};
            strncpy(hex, *at + 1, 4);
            if (strlen(hex) < 4) fail("a character is cut", "JSON");
            text[n++] = (char)strtol(hex, NULL, 16);
            *at += 4;
            break;
        }
        default: text[n++] = **at; break;
        }
    }
    ++*at;
    *len = n;
    return text;
}

static Json *value(const char **at) {
    Json *json = room(sizeof *json), **end = &json->first;
    char close = **at == '{' ? '}' : ']';
    json->kind = **at;
    if (**at == '"') { json->text = string(at, &json->len); return json; }
    if (**at != '{' && **at != '[') {
        char *behind;
        json->kind = '0';
        json->number = strtol(*at, &behind, 10);
        *at = behind + strspn(behind, "truefalsn");
        return json;
    }
    for (++*at; **at != close; *at += **at == ',') {
        char *key = NULL;
        size_t len;
        if (!**at) fail("a list does not end", "JSON");
        if (json->kind == '{') { key = string(at, &len); ++*at; }
        *end = value(at);
        (*end)->key = key;
        end = &(*end)->next;
    }
    ++*at;
    return json;
}

static void release(Json *json) {
    while (json) {
        Json *next = json->next;
        release(json->first);
        free(json->key); free(json->text); free(json);
        json = next;
    }
}

static const Json *get(const Json *json, const char *key) {
    const Json *it = json->first;
    while (it && strcmp(it->key, key)) it = it->next;
    return it;
}

static int is(const Json *json, const char *text) { return json && json->kind == '"' && !strcmp(json->text, text); }

/* ---- The parser: put yours here. ---- */

/* Undoes the escapes of a token in quotes; how many bytes are left, or -1 if it does not end. */
static long unquote(const char *token, size_t len, char *out) {
    long n = 0;
    if (len < 2 || token[0] != '"') return -1;
    for (size_t at = 1; at < len; at++) {
        if (token[at] == '"') return at + 1 == len ? n : -1;
        if (token[at] == '\\' && ++at == len) return -1;
        out[n++] = token[at];
    }
    return -1;
}

enum { LINE, PACKET, PROMPT, TRANSPARENT, KINDS };

typedef struct { int kind; char text[4096]; size_t len; } Event;

/* Bytes in, events out. It tells lines, packets, prompts and transparent data apart. */
typedef struct {
    char line[4096];
    size_t len;
    unsigned long left;
    int prompt_due, transparent_due, transparent, behind_prompt;
    Event events[64];
    size_t count;
} Tokenizer;

static void tell(Tokenizer *t, int kind, const char *text, size_t len) {
    Event *event = &t->events[t->count];
    if (t->count == sizeof t->events / sizeof *t->events) fail("too many events", "check");
    event->kind = kind;
    event->len = len;
    memcpy(event->text, text, len);
    t->count++;
}

/* If the line is the head of a packet, how long the packet is; -1 if not. */
static long head(const Tokenizer *t) {
    unsigned long numbers[4];
    int count = 0;
    const char *at = t->line + 5, *end = t->line + t->len;
    if (strncmp(t->line, "+IPD,", 5) || memchr(t->line, ':', t->len - 1)) return -1;
    for (; at < end && count < 4; at++) {
        at += *at == '"';
        if (*at < '0' || *at > '9') return -1;
        numbers[count++] = strtoul(at, NULL, 10);
        at += strspn(at, "0123456789.");
        at += *at == '"';
        if (*at != ',' && *at != ':') return -1;
    }
    return at == end && numbers[count % 2 ? 0 : 1] <= 65535 ? (long)numbers[count % 2 ? 0 : 1] : -1;
}

static void feed(Tokenizer *t, char byte) {
    if (t->left || t->transparent) {
        Event *event = &t->events[t->count - !!t->count];
        if (t->transparent && (!t->count || event->kind != TRANSPARENT)) { tell(t, TRANSPARENT, &byte, 1); return; }
        event->text[event->len++] = byte;
        t->left -= !!t->left;
        return;
    }
    int behind_prompt = t->behind_prompt;
    t->behind_prompt = 0;
    if (byte == '\r' || byte == '\n') {
        if (t->len) tell(t, LINE, t->line, t->len);
        t->len = 0;
    } else if (byte == '>' && !t->len && t->prompt_due) {
        tell(t, PROMPT, ">", 1);
        t->prompt_due = 0;
        t->behind_prompt = 1;
        t->transparent = t->transparent_due;
    } else if (byte != ' ' || !behind_prompt) {
        long length;
        if (t->len + 1 == sizeof t->line) fail("a line is too long", "check");
        t->line[t->len++] = byte;
        t->line[t->len] = 0;
        if (byte == ':' && (length = head(t)) >= 0) {
            tell(t, PACKET, "", 0);
            t->left = (unsigned long)length;
            t->len = 0;
        }
    }
}

/* ---- The checks ---- */

static unsigned long fields_checked, steps_checked;

/* A MAC address may be in upper case, an IP address with zeros before its numbers: how it is written then. */
static long written(char *text, long len) {
    int is_mac = memchr(text, ':', (size_t)len) != NULL;
    long n = 0;
    for (long at = 0; at < len; at++) {
        int begins = !is_mac && (!n || text[n - 1] == '.');
        if (text[at] == '0' && begins && at + 1 < len && isdigit((unsigned char)text[at + 1])) continue;
        text[n++] = (char)tolower((unsigned char)text[at]);
    }
    return n;
}

static int same(const char *text, long len, const Json *expected) {
    return len == (long)expected->len && !memcmp(text, expected->text, expected->len);
}

static void check_fields(const Json *json) {
    const Json *bytes = get(json, "bytes");
    const char *id = get(json, "id")->text;
    for (const Json *field = get(json, "fields")->first; field; field = field->next) {
        const Json *at = get(field, "at"), *expected = get(field, "value");
        size_t from = (size_t)at->first->number, to = (size_t)at->first->next->number;
        const char *token = bytes->text + from;
        char *text = room(to - from + 1);
        long len = (long)(to - from);
        if (to > bytes->len) fail("a field is outside", id);
        memcpy(text, token, to - from);
        if (is(get(field, "as"), "quoted")) len = unquote(token, to - from, text);
        if (is(get(field, "as"), "verbatim")) { len -= 2; memcpy(text, token + 1, to - from - 2); }
        if (expected->kind == '0') {
            if (strtol(text, NULL, 10) != expected->number) fail("a number is another", id);
        } else if (!same(text, len, expected)) {
            if (get(json, "canonical")) len = written(text, len);
            if (!same(text, len, expected)) fail("a text is another", id);
        }
        free(text);
        fields_checked++;
    }
}

static int kind(const Json *event) {
    const Json *kind = get(event, "kind");
    return is(kind, "packet") ? PACKET : is(kind, "prompt") ? PROMPT : is(kind, "transparent") ? TRANSPARENT : LINE;
}

/* A step: its events are those that the tokenizer finds. Echo and event on one line are one to this tokenizer. */
static void check_step(const Tokenizer *t, const Json *step, const char *id) {
    size_t found = 0;
    for (const Json *event = get(step, "events")->first; event; event = event->next, found++) {
        char text[4096];
        size_t len = get(event, "text")->len;
        memcpy(text, get(event, "text")->text, len);
        while (kind(event) == LINE && event->next && kind(event->next) == LINE
               && get(event, "at")->first->next->number == get(event->next, "at")->first->number) {
            event = event->next;
            memcpy(text + len, get(event, "text")->text, get(event, "text")->len);
            len += get(event, "text")->len;
        }
        if (found >= t->count || t->events[found].kind != kind(event)) fail("an event is of another kind", id);
        if (t->events[found].len != len || memcmp(t->events[found].text, text, len)) fail("a text is another", id);
    }
    if (found != t->count) fail("there are more events", id);
    steps_checked++;
}

/* Byte by byte: a tokenizer that takes slices is fed up to each of `cuts` and then the rest as well. */
static void check_stream(const Json *json) {
    Tokenizer *t = room(sizeof *t);
    for (const Json *step = get(json, "steps")->first; step; step = step->next) {
        const Json *bytes = get(step, "response"), *data = get(step, "data");
        t->count = 0;
        t->prompt_due = data != NULL;
        t->transparent_due = is(data, "transparent");
        for (size_t at = 0; at < bytes->len; at++) feed(t, bytes->text[at]);
        check_step(t, step, get(json, "id")->text);
    }
    free(t);
}

static unsigned long check_file(const char *folder, const char *name, void (*check)(const Json *)) {
    static char line[1 << 16];
    unsigned long count = 0;
    snprintf(line, sizeof line, "%s/%s.json", folder, name);
    FILE *file = fopen(line, "r");
    if (!file || !fgets(line, sizeof line, file)) fail("cannot be read", name);
    if (strncmp(line, "{\"version\":2,", 13)) fail("is another version", name);
    while (fgets(line, sizeof line, file)) {
        const char *at = line;
        if (strncmp(line, "{\"id\":", 6)) continue;
        Json *json = value(&at);
        check(json);
        release(json);
        count++;
    }
    fclose(file);
    if (!count) fail("has no cases", name);
    return count;
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : ".";
    unsigned long requests = check_file(folder, "requests", check_fields);
    unsigned long lines = check_file(folder, "lines", check_fields);
    unsigned long streams = check_file(folder, "streams", check_stream);
    printf("%lu requests and %lu lines with %lu fields, %lu streams with %lu steps\n", requests, lines, fields_checked, streams, steps_checked);
    return 0;
}
