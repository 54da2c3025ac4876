/*
 * batch/messages.h - what was said of a job, as texts; inside batch/ only.
 */
#ifndef LAKIPDF_BATCH_MESSAGES_H
#define LAKIPDF_BATCH_MESSAGES_H

#include "base/base.h"

/* "file:3:7: error: text" for each error, a line each; of very many the first. */
void messages_brief(Buf *out, const DiagView *views, size_t count);
/* All as they are printed, in the arena. */
Str messages_print(Arena *arena, const Diags *diags);

#endif
