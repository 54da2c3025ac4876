/* The bytes of streams: the chain of their filters (ISO 32000-1, 7.4). */
#include "pdfread/file.h"

bool decoding_damaged(const Decoding *decoding, const char *what)
{
    return file_damaged(decoding->file, "the PDF is damaged; get it anew",
                        "the stream at byte %zu cannot be read: %s", decoding->stream->from, what);
}

static bool too_large(const Decoding *decoding)
{
    const PdfRoom *room = decoding->room;
    if (room != NULL)
        return file_damaged(decoding->file, hint_of_limit, "%s more than %zu bytes", room->what,
                            room->most);
    return file_damaged(decoding->file, hint_of_limit,
                        "the stream at byte %zu has more than %zu bytes", decoding->stream->from,
                        decoding->limit);
}

/* --- Text filters ----------------------------------------------------------------------------- */

static bool decode_hex(const Decoding *decoding, Str packed, Str *plain)
{
    char *out = arena_alloc(decoding->arena, packed.size / 2 + 1);
    size_t count = 0;
    for (size_t i = 0; i < packed.size && packed.at[i] != '>'; i++) {
        unsigned char byte = (unsigned char)packed.at[i];
        int digit = hex_digit(byte);
        if (is_white(byte))
            continue;
        if (digit < 0)
            return decoding_damaged(decoding, "it holds what is no hexadecimal digit");
        int before = count % 2 == 0 ? 0 : (unsigned char)out[count / 2];
        out[count / 2] = (char)(count % 2 == 0 ? digit * 16 : before + digit);
        count++;
    }
    *plain = (Str){out, (count + 1) / 2};
    return true;
}

enum { GROUP = 5, BASE85 = 85 };

/* A group of `count` digits; those that lack at the end are the highest. */
static bool put_group(Buf *out, const unsigned char *digits, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < GROUP; i++)
        value = value * BASE85 + (i < count ? digits[i] : BASE85 - 1);
    if (value > UINT32_MAX)
        return false;
    for (size_t i = 0; i + 1 < count; i++)
        buf_byte(out, (char)(value >> (24 - 8 * i) & 0xFF));
    return true;
}

static bool decode_85(const Decoding *decoding, Str packed, Str *plain)
{
    Buf out = {.arena = decoding->arena};
    unsigned char digits[GROUP];
    size_t count = 0;
    bool good = true;
    for (size_t i = 0; good && i < packed.size && packed.at[i] != '~'; i++) {
        unsigned char byte = (unsigned char)packed.at[i];
        if (is_white(byte))
            continue;
        if (byte == 'z' && count == 0) {
            buf_add(&out, STR("\0\0\0\0"));
            continue;
        }
        good = byte >= '!' && byte < '!' + BASE85;
        digits[count++] = (unsigned char)(byte - '!');
        if (count == GROUP) {
            good = good && put_group(&out, digits, count);
            count = 0;
        }
    }
    good = good && count != 1 && (count == 0 || put_group(&out, digits, count));
    if (!good)
        return decoding_damaged(decoding, "its digits of base 85 are none");
    *plain = buf_str(&out);
    return true;
}

/* --- Run lengths ------------------------------------------------------------------------------ */

static bool decode_runs(const Decoding *decoding, Str packed, Str *plain)
{
    enum { END = 128 };
    Buf out = {.arena = decoding->arena};
    for (size_t i = 0; i < packed.size && (unsigned char)packed.at[i] != END;) {
        size_t length = (unsigned char)packed.at[i++];
        bool copies = length < END;
        size_t count = copies ? length + 1 : 257 - length;
        if (packed.size - i < (copies ? count : 1))
            return decoding_damaged(decoding, "it ends too early");
        if (out.size + count > decoding->limit)
            return too_large(decoding);
        for (size_t k = 0; k < count; k++)
            buf_byte(&out, packed.at[copies ? i + k : i]);
        i += copies ? count : 1;
    }
    *plain = buf_str(&out);
    return true;
}

/* --- The chain -------------------------------------------------------------------------------- */

static bool undo_flate(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain)
{
    return decode_flate(decoding, packed, plain) && undo_predictor(decoding, parameters, plain);
}

static bool undo_lzw(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain)
{
    bool early = pdf_integer(pdf_get(decoding->file, parameters, "EarlyChange"), 1) != 0;
    return decode_lzw(decoding, packed, early, plain) &&
           undo_predictor(decoding, parameters, plain);
}

static bool undo_hex(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain)
{
    (void)parameters;
    return decode_hex(decoding, packed, plain);
}

static bool undo_85(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain)
{
    (void)parameters;
    return decode_85(decoding, packed, plain);
}

static bool undo_runs(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain)
{
    (void)parameters;
    return decode_runs(decoding, packed, plain);
}

static const struct {
    const char *name;
    bool (*undo)(const Decoding *decoding, const PdfValue *parameters, Str packed, Str *plain);
} filters[] = {
    {"FlateDecode", undo_flate}, {"LZWDecode", undo_lzw},        {"ASCIIHexDecode", undo_hex},
    {"ASCII85Decode", undo_85},  {"RunLengthDecode", undo_runs},
};

static bool undo(const Decoding *decoding, const PdfValue *filter, const PdfValue *parameters,
                 Str *bytes)
{
    Str packed = *bytes;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        if (!pdf_is_name(filter, filters[i].name))
            continue;
        decoding->file->filtered_size += packed.size;
        if (!filters[i].undo(decoding, parameters, packed, bytes))
            return false;
        decoding->file->filtered_size += bytes->size;
        return bytes->size <= decoding->limit || too_large(decoding);
    }
    Str name = filter->kind == PDF_NAME ? filter->text : STR("");
    return file_damaged(decoding->file, NULL,
                        "the stream at byte %zu has a filter that is not known: '%.*s'",
                        decoding->stream->from, STR_ARG(name));
}

static bool decode(const Decoding *decoding, Str *bytes)
{
    enum { MOST_FILTERS = 8 };
    PdfFile *file = decoding->file;
    const PdfValue *stream = decoding->stream;
    *bytes = (Str){0};
    if (stream->kind != PDF_STREAM)
        return file_damaged(file, NULL, "what stands at byte %zu is no stream", stream->from);
    const PdfValue *filter = pdf_get(file, stream, "Filter");
    const PdfValue *parameters = pdf_get(file, stream, "DecodeParms");
    *bytes = stream->raw;
    if (filter->kind == PDF_NULL)
        return bytes->size <= decoding->limit || too_large(decoding);
    if (filter->kind != PDF_ARRAY)
        return undo(decoding, filter, parameters, bytes);
    if (filter->count > MOST_FILTERS)
        return decoding_damaged(decoding, "it has too many filters");
    for (size_t i = 0; i < filter->count; i++)
        if (!undo(decoding, pdf_item(file, filter, i), pdf_item(file, parameters, i), bytes))
            return false;
    return true;
}

bool pdf_decode(PdfFile *file, const PdfValue *stream, Arena *arena, size_t limit, Str *bytes)
{
    const Decoding decoding = {file, stream, arena, limit, NULL};
    return decode(&decoding, bytes);
}

/* What comes out of the last filter counts; of what else went through them, the half, and something
   for each stream: it may be read again and again, and nothing come out. */
bool pdf_decode_in(PdfFile *file, const PdfValue *stream, Arena *arena, PdfRoom *room, Str *bytes)
{
    enum { EACH = 256 };
    const Decoding decoding = {file, stream, arena, room->left, room};
    size_t before = file->filtered_size;
    *bytes = (Str){0};
    if (room->left == 0)
        return too_large(&decoding);
    if (!decode(&decoding, bytes))
        return false;
    size_t filtered = file->filtered_size - before;
    size_t more = filtered > bytes->size ? (filtered - bytes->size) / 2 : 0;
    size_t all = bytes->size + more + EACH;
    room->left -= all < room->left ? all : room->left;
    return true;
}
