/* Runs inputs again without libFuzzer: each argument is a file. Prints how many it has run. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int count, char **paths) {
    for (int at = 1; at < count; at++) {
        FILE *file = fopen(paths[at], "rb");
        long size;
        uint8_t *data;
        if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0) {
            perror(paths[at]);
            return 2;
        }
        /* Exactly as many bytes, so that a sanitizer sees one that is read behind them. */
        data = malloc(size > 0 ? (size_t)size : 1);
        if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
            perror(paths[at]);
            return 2;
        }
        fclose(file);
        LLVMFuzzerTestOneInput(data, (size_t)size);
        free(data);
    }
    printf("%d inputs\n", count - 1);
    return 0;
}
