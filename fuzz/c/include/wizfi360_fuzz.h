/* A WizFi360 module made of fuzzer bytes: plausible, hostile or faulty, as the bytes decide.
 *
 * It reads what a driver sends and answers as a module does, as a liar does, or as a module on a bad line does. It has no threads,
 * no clock and no I/O of its own: the same bytes and the same requests give the same answers. */
#ifndef WIZFI360_FUZZ_H
#define WIZFI360_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct Wizfi360Module Wizfi360Module;

/* Makes a module of a fuzzer's bytes, which are copied. Never null. */
Wizfi360Module *wizfi360_module_new(const uint8_t *data, size_t size);

/* Takes bytes that the driver sends. */
void wizfi360_module_write(Wizfi360Module *module, const uint8_t *data, size_t size);

/* Gives up to size bytes that the module says: how many. 0 means that nothing comes any more until the driver sends something:
 * let the driver's time-out pass. */
size_t wizfi360_module_read(Wizfi360Module *module, uint8_t *data, size_t size);

/* Frees a module; null is left alone. */
void wizfi360_module_free(Wizfi360Module *module);

#ifdef __cplusplus
}
#endif

#endif
