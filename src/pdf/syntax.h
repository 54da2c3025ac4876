/*
 * pdf/syntax.h - numbers and strings as PDF writes them; inside pdf/ only.
 *
 * All numbers are made from integers, so that neither the locale nor the processor has a say.
 */
#ifndef LAKIPDF_PDF_SYNTAX_H
#define LAKIPDF_PDF_SYNTAX_H

#include "base/base.h"

enum {
    DECIMAL_SIZE = 24, /* room that any number needs */
};

/* Room for `size` more bytes; returns where they go. Whoever writes there adds to buf->size. */
char *put_room(Buf *buf, size_t size);

/* Write a number at `to` and return the end: an integer, and a number of thousandths with as many
   decimals as it needs ("-0.5"). */
char *print_integer(char *to, int64_t value);
char *print_decimal(char *to, int64_t thousandths);

void put_integer(Buf *buf, int64_t value);
void put_decimal(Buf *buf, int64_t thousandths);
/* A number of millionths, with all six decimals. */
void put_millionths(Buf *buf, int64_t value);

/* Bytes as a literal string, "(...)". */
void put_bytes(Buf *buf, Str bytes);
/* UTF-8 as a text string: ASCII as it is, anything else in UTF-16. */
void put_text(Buf *buf, Str text);
/* A name, "/Name": bytes that a name cannot hold are left out. */
void put_name(Buf *buf, Str name);

/* The next character of a text that goes into metadata: what neither PDF nor XML can hold there
   becomes U+FFFD, a control character a space. */
uint32_t next_clean(Str text, size_t *at);

#endif
