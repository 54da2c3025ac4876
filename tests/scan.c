/* zbar is called by its names: its header comes with much that nothing else here needs. */
#include "scan.h"

#include "process.h"

#include <dlfcn.h>

typedef struct Zbar {
    void *library;
    void *(*scanner_new)(void);
    void (*scanner_drop)(void *scanner);
    int (*configure)(void *scanner, int symbology, int config, int value);
    void *(*image_new)(void);
    void (*image_drop)(void *image);
    void (*set_format)(void *image, unsigned long format);
    void (*set_size)(void *image, unsigned width, unsigned height);
    void (*set_data)(void *image, const void *data, unsigned long size, void (*drop)(void *image));
    int (*scan)(void *scanner, void *image);
    const void *(*first)(const void *image);
    const void *(*next)(const void *symbol);
    const char *(*data)(const void *symbol);
} Zbar;

static Zbar zbar_load(void)
{
    static const char *const names[] = {
        "zbar_image_scanner_create", "zbar_image_scanner_destroy", "zbar_image_scanner_set_config",
        "zbar_image_create",         "zbar_image_destroy",         "zbar_image_set_format",
        "zbar_image_set_size",       "zbar_image_set_data",        "zbar_scan_image",
        "zbar_image_first_symbol",   "zbar_symbol_next",           "zbar_symbol_get_data",
    };
    Zbar zbar = {.library = dlopen("libzbar.so.0", RTLD_NOW)};
    assert_non_null(zbar.library);
    void **slots = (void **)&zbar.scanner_new;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        slots[i] = dlsym(zbar.library, names[i]);
        assert_non_null(slots[i]);
    }
    return zbar;
}

const char *scan_codes(Arena *arena, const unsigned char *grey, unsigned width, unsigned height)
{
    enum { ENABLE = 0, QR = 64 };
    Zbar zbar = zbar_load();
    Buf found = {.arena = arena};
    void *scanner = zbar.scanner_new();
    void *image = zbar.image_new();
    zbar.configure(scanner, 0, ENABLE, 0);
    zbar.configure(scanner, QR, ENABLE, 1);
    zbar.set_format(image, 'Y' | '8' << 8 | '0' << 16 | (unsigned long)'0' << 24);
    zbar.set_size(image, width, height);
    zbar.set_data(image, grey, (unsigned long)width * height, NULL);
    (void)zbar.scan(scanner, image);
    for (const void *symbol = zbar.first(image); symbol != NULL; symbol = zbar.next(symbol))
        buf_format(&found, "%s\n", zbar.data(symbol));
    zbar.image_drop(image);
    zbar.scanner_drop(scanner);
    dlclose(zbar.library);
    return str_c(arena, buf_str(&found));
}

const char *scan_file(Arena *arena, const char *path)
{
    size_t size = 0;
    const char *bytes = file_text(arena, path, &size);
    unsigned width = 0;
    unsigned height = 0;
    int head = 0;
    assert_non_null(bytes);
    assert_int_equal(sscanf(bytes, "P5 %u %u 255%n", &width, &height, &head), 2);
    assert_int_equal(size, (size_t)head + 1 + (size_t)width * height);
    return scan_codes(arena, (const unsigned char *)bytes + head + 1, width, height);
}
