/* JSON: texts, times, messages. */
#include "batch/json.h"

void json_text(Buf *out, Str text)
{
    static const struct {
        char byte;
        const char *escape;
    } escapes[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\t', "\\t"}};
    buf_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        const char *escape = NULL;
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
            if (c == (unsigned char)escapes[i].byte)
                escape = escapes[i].escape;
        if (escape != NULL)
            buf_text(out, escape);
        else if (c < ' ' || c == 0x7F)
            buf_format(out, "\\u%04x", c);
        else
            buf_char(out, c == UTF8_BAD ? 0xFFFD : c);
    }
    buf_byte(out, '"');
}

void json_seconds(Buf *out, int64_t time)
{
    enum { SECOND = 1000000 };
    buf_format(out, "%lld.%06lld", (long long)(time / SECOND), (long long)(time % SECOND));
}

void json_messages(Buf *out, const DiagView *views, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const DiagView *view = &views[i];
        const Source *source = view->place.source;
        buf_format(out, "%s{\"severity\": \"%s\"", i > 0 ? ", " : "",
                   severity_name(view->severity));
        if (source != NULL) {
            buf_text(out, ", \"file\": ");
            json_text(out, source->name);
        }
        if (source != NULL && view->place.line > 0)
            buf_format(out, ", \"line\": %u, \"column\": %u", view->place.line, view->place.column);
        buf_text(out, ", \"text\": ");
        json_text(out, view->text);
        if (view->hint.size > 0) {
            buf_text(out, ", \"hint\": ");
            json_text(out, view->hint);
        }
        buf_byte(out, '}');
    }
}
