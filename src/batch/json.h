/*
 * batch/json.h - JSON as the summary needs it; inside batch/ only.
 */
#ifndef LAKIPDF_BATCH_JSON_H
#define LAKIPDF_BATCH_JSON_H

#include "base/base.h"

/* A string with its quotes; bytes that are not UTF-8 as U+FFFD. */
void json_text(Buf *out, Str text);
/* The messages as objects with commas between them. */
void json_messages(Buf *out, const DiagView *views, size_t count);
/* Microseconds as seconds: 1.234567 */
void json_seconds(Buf *out, int64_t time);

#endif
