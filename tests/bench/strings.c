/*
 * usage: strings < LAYOUT > STRINGS
 * Takes the pages and runs of text from the output of `lakipdf build --format layout` and writes
 * them for raw.c. Prints the number of pages on standard error.
 */
#include "bench/strings.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_record(StringRecord record, const char *text)
{
    static const char padding[RECORD_ALIGNMENT];
    size_t length = text != NULL ? strlen(text) : 0;
    size_t nuls = text != NULL ? RECORD_ALIGNMENT - length % RECORD_ALIGNMENT : 0;
    record.size = (uint16_t)(length + nuls);
    fwrite(&record, sizeof record, 1, stdout);
    if (text != NULL)
        fwrite(text, 1, length, stdout);
    fwrite(padding, 1, nuls, stdout);
}

/* "12.345" as thousandths; there are always three decimals. */
static bool read_len(char **at, int32_t *value)
{
    char *end = NULL;
    long whole = strtol(*at, &end, 10);
    if (end == *at || *end != '.')
        return false;
    bool negative = memchr(*at, '-', (size_t)(end - *at)) != NULL;
    long decimals = strtol(end + 1, at, 10);
    *value = (int32_t)(whole * 1000 + (negative ? -decimals : decimals));
    return true;
}

/* The text between the first quote and the last, without the backslashes of the dump, in place. */
static char *unquote(char *text)
{
    char *from = strchr(text, '"');
    char *end = strrchr(text, '"');
    if (from == NULL || from == end)
        return NULL;
    *end = '\0';
    char *to = ++from;
    for (const char *at = from; *at != '\0'; at++) {
        if (*at == '\\')
            at++;
        *to++ = *at;
    }
    *to = '\0';
    return from;
}

static bool take_page(char *line)
{
    StringRecord record = {.kind = RECORD_PAGE};
    strtol(line, &line, 10);
    if (!read_len(&line, &record.x) || !read_len(&line, &record.y))
        return false;
    put_record(record, NULL);
    return true;
}

static bool take_run(char *line)
{
    StringRecord record = {.kind = RECORD_TEXT};
    int32_t width = 0;
    if (!read_len(&line, &record.x) || !read_len(&line, &record.y) || !read_len(&line, &width))
        return false;
    char *face_end = strchr(line + 1, ' ');
    if (face_end == NULL)
        return false;
    record.bold = face_end - line > 5 && memcmp(face_end - 5, "-Bold", 5) == 0;
    if (!read_len(&face_end, &record.font_size))
        return false;
    char *text = unquote(face_end);
    if (text != NULL && text[0] != '\0')
        put_record(record, text);
    return text != NULL;
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    bool good = true;
    size_t pages = 0;
    while (good && getline(&line, &capacity, stdin) > 0) {
        if (strncmp(line, "page ", 5) == 0) {
            good = take_page(line + 5);
            pages++;
        } else if (strncmp(line, "run ", 4) == 0) {
            good = take_run(line + 4);
        }
    }
    free(line);
    if (!good || fflush(stdout) != 0) {
        fputs("strings: the layout cannot be read, or the strings not be written\n", stderr);
        return 1;
    }
    fprintf(stderr, "%zu\n", pages);
    return 0;
}
