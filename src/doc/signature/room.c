/* What stands in the room for a signature, as a directive or the job asks. */
#include "doc/signature/signature.h"

enum {
    CODE_SIZE = 62362, /* 22 mm */
};

static bool is_one_of(Str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(text, words[i]))
            return true;
    return false;
}

/* "tidak" is the word for nothing, and "ya" for what is usual where there is such. */
static void check_word(const Compiler *compiler, const Record *record, const char *field)
{
    static const char *const yes[] = {"benar", "betul", "iya", "yes", "true", "on", "y"};
    static const char *const no[] = {"salah", "bukan", "no", "false", "off", "n"};
    Str text = utf8_lower(compiler->arena, record_text(record, field));
    const char *word = NULL;
    if (is_one_of(text, yes, sizeof yes / sizeof *yes) ||
        (str_is(text, "ya") && !str_is(record_text(record, field), "ya")))
        word = "write 'ya'";
    else if (text.size == 0 || is_one_of(text, no, sizeof no / sizeof *no) ||
             (str_is(text, "tidak") && !str_is(record_text(record, field), "tidak")))
        word = "write 'tidak' where there is to be none";
    if (word != NULL)
        diag(compiler->diags, SEVERITY_ERROR, record_place(record, field), word,
             "'%s' does not say what is to stand there", field);
}

static SignText compile_text(const Compiler *compiler, const Record *record, const char *field)
{
    if (record_get(record, field).kind == VALUE_TEXT)
        check_word(compiler, record, field);
    return (SignText){field_compile(compiler, record, field), record_place(record, field)};
}

/* Not so small that nothing could be seen, not so large that it filled a page. */
static Len compile_size(const Compiler *compiler, const Record *record, const char *field,
                        int centimetres)
{
    enum { SMALLEST = 14173, CENTIMETRE = 28346 }; /* 5 mm */
    Len size = length_of(compiler->diags, record, field, 0);
    Len largest = centimetres * CENTIMETRE + 1;
    if (record_get(record, field).kind == VALUE_MISSING || (size >= SMALLEST && size <= largest))
        return size;
    diag(compiler->diags, SEVERITY_ERROR, record_place(record, field),
         str_format(compiler->arena, "it is 5mm to %dcm", centimetres).at, "'%s' is out of range",
         field);
    return 0;
}

void sign_options_compile(const Compiler *compiler, const Record *record, SignOptions *options)
{
    *options = (SignOptions){
        .scan = compile_text(compiler, record, "gambar"),
        .stamp = compile_text(compiler, record, "stempel"),
        .code = compile_text(compiler, record, "qr"),
        .duty = compile_text(compiler, record, "materai"),
        .anchor = compile_text(compiler, record, "jangkar"),
        .certifier = compile_text(compiler, record, "elektronik"),
        .scan_width = compile_size(compiler, record, "lebar_gambar", 12),
        .stamp_width = compile_size(compiler, record, "lebar_stempel", 8),
        .code_size = compile_size(compiler, record, "ukuran_qr", 8),
        .space = compile_size(compiler, record, "ruang", 12),
        .space_place = record_place(record, "ruang"),
    };
}

static SignText text_of(SignText base, SignText own)
{
    return own.text != NULL ? own : base;
}

static Len len_of(Len base, Len own)
{
    return own > 0 ? own : base;
}

SignOptions sign_options_join(const SignOptions *base, const SignOptions *own)
{
    return (SignOptions){
        .scan = text_of(base->scan, own->scan),
        .stamp = text_of(base->stamp, own->stamp),
        .code = text_of(base->code, own->code),
        .duty = text_of(base->duty, own->duty),
        .anchor = text_of(base->anchor, own->anchor),
        .certifier = text_of(base->certifier, own->certifier),
        .scan_width = len_of(base->scan_width, own->scan_width),
        .stamp_width = len_of(base->stamp_width, own->stamp_width),
        .code_size = len_of(base->code_size, own->code_size),
        .space = len_of(base->space, own->space),
        .space_place = own->space > 0 ? own->space_place : base->space_place,
    };
}

Str sign_text(Builder *builder, const SignText *text, const Scope *scope)
{
    SpanOptions options = {.absence = ABSENCE_LEAVES};
    Str filled = spans_fill_text(builder, text->text, scope, options);
    if (str_is(filled, "tidak"))
        filled.size = 0;
    return filled;
}

/* --- Texts ------------------------------------------------------------------------------------ */

static Span **add_line(Builder *builder, Span **tail, Str text, uint8_t style, Place place)
{
    *tail = spans_from_text(builder->arena, text, style, place);
    return &(*tail)->next;
}

static void fill_code(Builder *builder, const SignOptions *options, const Scope *scope,
                      Signer *signer)
{
    Str text = sign_text(builder, &options->code, scope);
    if (text.size == 0)
        return;
    signer->code_size = options->code_size > 0 ? options->code_size : CODE_SIZE;
    signer->code =
        qr_encode(builder->arena, builder->diags, text, signer->code_size, options->code.place);
    signer->code_alt = str_format(builder->arena, "Kode QR: %.*s", STR_ARG(text));
}

/* A sentence of one's own, not the name of an authority. */
static bool is_sentence(Builder *builder, Str text)
{
    return str_find(utf8_lower(builder->arena, text), "ditandatangani", 0) != SIZE_MAX;
}

/* Who signs, and who certifies that. */
static void fill_electronic(Builder *builder, const SignOptions *options, Str name,
                            const Scope *scope, Signer *signer)
{
    Str certifier = sign_text(builder, &options->certifier, scope);
    Place place = options->certifier.place;
    Span *first = NULL;
    if (certifier.size == 0)
        return;
    if (is_sentence(builder, certifier)) {
        SpanOptions kept = {.absence = ABSENCE_LEAVES};
        signer->beside = spans_fill(builder, options->certifier.text, scope, kept);
        return;
    }
    if (str_is(certifier, "ya"))
        certifier = STR("Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara "
                        "(BSSN)");
    Span **tail = add_line(builder, &first, STR("Ditandatangani secara elektronik oleh"), 0, place);
    tail = spans_add_break(builder->arena, tail, place);
    tail = add_line(builder, tail, name, TEXT_BOLD, place);
    tail = spans_add_break(builder->arena, tail, place);
    Str last =
        str_format(builder->arena, "dengan sertifikat elektronik dari %.*s", STR_ARG(certifier));
    (void)add_line(builder, tail, last, 0, place);
    signer->beside = first;
}

static void fill_duty(Builder *builder, const SignOptions *options, const Scope *scope,
                      Signer *signer)
{
    SpanOptions kept = {.absence = ABSENCE_LEAVES};
    Str text = sign_text(builder, &options->duty, scope);
    Place place = options->duty.place;
    Span *first = NULL;
    if (text.size == 0)
        return;
    if (!str_is(text, "ya")) {
        signer->duty = spans_fill(builder, options->duty.text, scope, kept);
        return;
    }
    Span **tail = add_line(builder, &first, STR("Materai"), 0, place);
    tail = spans_add_break(builder->arena, tail, place);
    (void)add_line(builder, tail, STR("Rp10.000"), 0, place);
    signer->duty = first;
}

/* --- The room --------------------------------------------------------------------------------- */

void sign_room_fill(Builder *builder, const SignOptions *options, Str name, const Scope *scope,
                    Signer *signer)
{
    signer->space = options->space > 0 ? options->space : SIGN_ROOM;
    fill_code(builder, options, scope, signer);
    fill_electronic(builder, options, name, scope, signer);
    fill_duty(builder, options, scope, signer);
    Str anchor = sign_text(builder, &options->anchor, scope);
    if (anchor.size > 0 && signers_take_anchor(builder, anchor, options->anchor.place))
        signer->anchor = spans_from_text(builder->arena, anchor, 0, options->anchor.place);
    sign_ink_fill(builder, options, name, scope, signer);
    bool wet = signer->code == NULL && signer->beside == NULL && signer->anchor == NULL &&
               signer->ink == NULL;
    if (wet && signer->space < SIGN_ROOM)
        diag(builder->diags, SEVERITY_WARNING, options->space_place, "25mm are usual",
             "there is hardly room for a signature and a stamp");
}
