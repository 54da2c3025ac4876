/* Captions and notes: what stands above and below tables and figures. */
#include "layout/flow.h"

#include "layout/text/span.h"

TextBox *caption_set(Flow *flow, const Chunk *chunk, const Span *spans, const TextStyle *style,
                     TextRole role)
{
    TextBox *box = arena_alloc(flow->scratch, sizeof *box);
    box->role = (uint8_t)role;
    Len descent = 0;
    if (span_empty(spans) || style == NULL)
        return box;
    text_metrics(flow->setter, style, &box->ascent, &descent);
    box->text = text_set(flow->setter, spans, style, 0, style->align, chunk->width);
    box->x = chunk->x;
    return box;
}

const Span *caption_spans(Flow *flow, Str number, const Span *caption)
{
    if (number.size == 0)
        return caption;
    Span *first = span_text(flow->scratch, number);
    if (!span_empty(caption))
        first->next = span_text(flow->scratch, STR(" "));
    return span_before(flow->scratch, first, caption);
}
