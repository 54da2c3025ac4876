/*
 * usage: raw STRINGS PDF
 * What libharu alone needs for the text of a document: one HPDF_Page_TextOut for each string in
 * embedded fonts, everything compressed; no layout, no rules, no links, no outline.
 */
#include "bench/strings.h"

#include <fcntl.h>
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FONTS "/usr/share/fonts/truetype/liberation2/LiberationSerif-"

static void fail(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
    (void)data;
    fprintf(stderr, "raw: libharu failed: error 0x%04lX, %lu\n", error, detail);
    exit(1);
}

static const char *map_file(const char *path, size_t *size)
{
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || status.st_size == 0)
        return NULL;
    *size = (size_t)status.st_size;
    void *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    return bytes != MAP_FAILED ? bytes : NULL;
}

static HPDF_Font load_font(HPDF_Doc pdf, const char *path)
{
    return HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE), "UTF-8");
}

static HPDF_REAL points(int32_t thousandths)
{
    return (HPDF_REAL)thousandths / 1000;
}

static void print_strings(HPDF_Doc pdf, const char *strings, size_t size)
{
    const HPDF_Font fonts[] = {load_font(pdf, FONTS "Regular.ttf"),
                               load_font(pdf, FONTS "Bold.ttf")};
    HPDF_Page page = NULL;
    int32_t height = 0;
    for (size_t at = 0; at < size;) {
        const StringRecord *record = (const void *)(strings + at);
        const char *text = strings + at + sizeof *record;
        at += sizeof *record + record->size;
        if (record->kind == RECORD_PAGE) {
            if (page != NULL)
                HPDF_Page_EndText(page);
            page = HPDF_AddPage(pdf);
            height = record->y;
            HPDF_Page_SetWidth(page, points(record->x));
            HPDF_Page_SetHeight(page, points(height));
            HPDF_Page_BeginText(page);
            continue;
        }
        HPDF_Page_SetFontAndSize(page, fonts[record->bold != 0], points(record->font_size));
        HPDF_Page_TextOut(page, points(record->x), points(height - record->y), text);
    }
    if (page != NULL)
        HPDF_Page_EndText(page);
}

int main(int argc, char **argv)
{
    size_t size = 0;
    const char *strings = argc == 3 ? map_file(argv[1], &size) : NULL;
    if (strings == NULL) {
        fputs("usage: raw STRINGS PDF\n", stderr);
        return 2;
    }
    HPDF_Doc pdf = HPDF_New(fail, NULL);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf);
    print_strings(pdf, strings, size);
    HPDF_SaveToFile(pdf, argv[2]);
    HPDF_Free(pdf);
    return 0;
}
