/* Fuzzes a small driver in C: put your own in its place.
 *
 * With libFuzzer (clang):
 *     clang -g -fsanitize=fuzzer,address,undefined -I fuzz/c/include fuzz/c/example/fuzz_driver.c target/release/libwizfi360_fuzz_c.a
 * With a main of its own, to run inputs again (gcc): add fuzz/c/example/stand_alone.c. */
#include "wizfi360_fuzz.h"

#include <stdlib.h>
#include <string.h>

/* ---- The driver. It needs two functions of its platform: send and receive. ---- */

enum { LINE = 128, PACKET = 512 };

typedef struct {
    Wizfi360Module *uart;
    char line[LINE];
    size_t length;
    uint8_t packet[PACKET];
    size_t packet_length;
} Driver;

/* 1: a byte came; 0: time-out. */
static int receive(Driver *driver, uint8_t *byte) {
    return wizfi360_module_read(driver->uart, byte, 1) == 1;
}

/* Reads a counted payload; what does not fit is read and dropped. */
static int read_packet(Driver *driver) {
    const char *number = strrchr(driver->line, ',');
    unsigned long length;
    uint8_t byte;
    if (number == NULL) {
        return 0;
    }
    length = strtoul(number + 1, NULL, 10);
    if (length > 2048) {
        /* Nobody sends that much at once: it is text. */
        return 0;
    }
    driver->packet_length = 0;
    for (unsigned long at = 0; at < length; at++) {
        if (!receive(driver, &byte)) {
            return 0;
        }
#ifdef WIZFI360_EXAMPLE_BUG
        driver->packet[driver->packet_length++] = byte;
#else
        if (driver->packet_length < PACKET) {
            driver->packet[driver->packet_length++] = byte;
        }
#endif
    }
    return 1;
}

/* Waits for a result. 1: good, 0: bad, -1: none came. */
static int result(Driver *driver) {
    uint8_t byte;
    driver->length = 0;
    while (receive(driver, &byte)) {
        if (byte == '\r' || byte == '\n') {
            driver->line[driver->length] = 0;
            driver->length = 0;
            if (strcmp(driver->line, "OK") == 0) {
                return 1;
            }
            if (strcmp(driver->line, "ERROR") == 0 || strcmp(driver->line, "FAIL") == 0) {
                return 0;
            }
        } else if (byte == ':' && driver->length >= 5 && memcmp(driver->line, "+IPD,", 5) == 0) {
            driver->line[driver->length] = 0;
            read_packet(driver);
            driver->length = 0;
        } else if (driver->length < LINE - 1) {
            driver->line[driver->length++] = (char)byte;
        }
    }
    return -1;
}

static int command(Driver *driver, const char *text) {
    wizfi360_module_write(driver->uart, (const uint8_t *)text, strlen(text));
    return result(driver);
}

/* ---- The fuzz target. ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const commands[] = {"ATE0\r\n", "AT+CWMODE_CUR=1\r\n", "AT+CWJAP_CUR=\"ssid\",\"password\"\r\n",
                                           "AT+CIPSTART=\"TCP\",\"10.0.0.1\",80\r\n", "AT+CIPSTATUS\r\n"};
    Driver driver = {0};
    driver.uart = wizfi360_module_new(data, size);
    for (size_t at = 0; at < sizeof commands / sizeof *commands; at++) {
        if (command(&driver, commands[at]) < 0) {
            break;
        }
    }
    wizfi360_module_free(driver.uart);
    return 0;
}
