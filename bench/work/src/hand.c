/* Floors by hand, as src/hand does it in Rust. Compiled with -ffreestanding: nothing of a C library. */

#include <stddef.h>
#include <stdint.h>

struct slice {
    const uint8_t *start;
    size_t len;
};

struct input {
    struct slice bytes, more;
    size_t step, loops;
};

struct counts {
    uint32_t echoes, lines, finals, accepted, prompts, reasons, messages, texts, packets, payload, bytes, other;
};

struct reader {
    uint8_t line[128];
    size_t len;
    uint32_t left;
};

static int same(const struct reader *reader, const char *text, size_t len) {
    if (reader->len != len)
        return 0;
    for (size_t at = 0; at < len; at++)
        if (reader->line[at] != (uint8_t)text[at])
            return 0;
    return 1;
}

static void end(struct reader *reader, struct counts *counts) {
    if (same(reader, "OK", 2) || same(reader, "ERROR", 5) || same(reader, "FAIL", 4) || same(reader, "SEND OK", 7))
        counts->finals++;
    else
        counts->lines++;
    reader->len = 0;
}

/* The first byte of a line, or its end. */
static void edge(struct reader *reader, struct counts *counts, uint8_t byte) {
    if (byte == '\r' || byte == '\n') {
        if (reader->len > 0)
            end(reader, counts);
    } else if (byte == '>') {
        counts->prompts++;
    } else if (byte != ' ') {
        reader->line[0] = byte;
        reader->len = 1;
    }
}

/* The length is the last number: `+IPD,0,1460:`. */
static void packet(struct reader *reader) {
    static const char prefix[] = {'+', 'I', 'P', 'D', ','};
    if (reader->len < sizeof prefix)
        return;
    for (size_t at = 0; at < sizeof prefix; at++)
        if (reader->line[at] != (uint8_t)prefix[at])
            return;
    for (size_t at = sizeof prefix; at < reader->len; at++) {
        uint8_t byte = reader->line[at];
        if (byte == ',')
            reader->left = 0;
        else if (byte >= '0' && byte <= '9')
            reader->left = reader->left * 10 + (byte - '0');
    }
    reader->len = 0;
}

void hand_stream(const struct input *input, struct counts *counts) {
    for (size_t loop = 0; loop < input->loops; loop++) {
        struct reader reader;
        struct counts found = {0};
        reader.len = 0;
        reader.left = 0;
        const uint8_t *stop = input->bytes.start + input->bytes.len;
        for (const uint8_t *at = input->bytes.start; at < stop; at++) {
            uint8_t byte = *at;
            if (reader.left > 0) {
                found.payload++;
                if (--reader.left == 0)
                    found.packets++;
            } else if (byte > '\r' && reader.len > 0) {
                /* The last byte of a line that is too long is replaced. */
                if (reader.len == sizeof reader.line)
                    reader.len--;
                reader.line[reader.len++] = byte;
                if (byte == ':')
                    packet(&reader);
            } else {
                edge(&reader, &found, byte);
            }
        }
        *counts = found;
    }
}

static uint8_t *plain(uint8_t *next, const uint8_t *stop, const char *text) {
    while (*text && next < stop)
        *next++ = (uint8_t)*text++;
    return next;
}

static uint8_t *escaped(uint8_t *next, const uint8_t *stop, const uint8_t *text, size_t len) {
    for (; len > 0; len--, text++) {
        if ((*text == '"' || *text == ',' || *text == '\\') && next < stop)
            *next++ = '\\';
        if (next < stop)
            *next++ = *text;
    }
    return next;
}

size_t hand_write(const uint8_t *ssid, size_t ssid_len, const uint8_t *pwd, size_t pwd_len, uint8_t *buf, size_t size) {
    const uint8_t *stop = buf + size;
    uint8_t *next = plain(buf, stop, "AT+CWJAP_CUR=\"");
    next = escaped(next, stop, ssid, ssid_len);
    next = plain(next, stop, "\",\"");
    next = escaped(next, stop, pwd, pwd_len);
    next = plain(next, stop, "\"\r\n");
    return (size_t)(next - buf);
}
