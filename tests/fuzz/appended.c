/*
 * What is added to a signed PDF: the input is objects, of which an update is made. What was signed
 * stays intact; and where the verdict is good, the pages of both states must say the same when they
 * are read in the simplest way: the contents, resources and boxes of all pages, what the
 * annotations that were there draw, the other entries of the catalog, fields that are locked. That
 * reading knows nothing of how states are compared.
 */
#include "frame.h"
#include "show.h"

#include "verify/verify.h"

#include <string.h>

#define FOLDER "tests/fuzz/home/bertanda/"

enum { NOW = 1800000000 }; /* 2027-01-15 */

/* --- What is added to ------------------------------------------------------------------------- */

typedef struct Signed {
    const char *path;
    bool forms;    /* may be filled in, */
    bool locks;    /* but for what is locked */
    bool comments; /* may be added, altered, removed */
} Signed;

static const Signed all_signed[] = {
    {FOLDER "bebas-tabel.pdf", false, false, false},
    {FOLDER "bebas-aliran.pdf", false, false, false},
    {FOLDER "kunci-tabel.pdf", true, true, false},
    {FOLDER "kunci-aliran.pdf", true, true, false},
    {FOLDER "catatan-tabel.pdf", true, false, true},
    {FOLDER "cap-tabel.pdf", false, false, false},
};

/* A file, which is read once. */
static const Source *kept(const char *path)
{
    enum { MOST = 16 };
    static struct {
        const char *path;
        const Source *source;
    } all[MOST];
    static Arena *arena;
    size_t i = 0;
    while (i < MOST - 1 && all[i].path != NULL && strcmp(all[i].path, path) != 0)
        i++;
    if (all[i].path != NULL)
        return all[i].source;
    if (arena == NULL)
        arena = arena_new(memory_new(0));
    Diags *diags = diags_new(arena);
    all[i].path = path;
    all[i].source = file_read(arena, diags, path, SIZE_MAX, (Place){0});
    FUZZ_HOLDS(all[i].source != NULL);
    return all[i].source;
}

/* --- What may not differ ---------------------------------------------------------------------- */

typedef struct Both {
    Fuzz *fuzz;
    const Signed *about;
    PdfFile *old, *newer;
} Both;

static void same_text(Both *both, const PdfValue *old, const PdfValue *newer, const char *what)
{
    Str a = show_value(both->fuzz, both->old, old);
    Str b = show_value(both->fuzz, both->newer, newer);
    if (str_equal(a, b))
        return;
    fprintf(stderr, "--- signed\n%.*s\n--- shown\n%.*s\n", STR_ARG(a), STR_ARG(b));
    fuzz_found(what);
}

static bool is_comment(PdfFile *file, const PdfValue *annotation)
{
    return !pdf_is_name(pdf_get(file, annotation, "Subtype"), "Widget");
}

/* The annotations that were there, which stand in the order in which they stood; what is not the
   widget of a field draws what it drew. */
static void same_annotations(Both *both, const PdfPage *old, const PdfPage *newer)
{
    const PdfValue *a = pdf_get(both->old, old->dict, "Annots");
    const PdfValue *b = pdf_get(both->newer, newer->dict, "Annots");
    uint32_t at = 0;
    for (uint32_t i = 0; a->kind == PDF_ARRAY && i < a->count; i++) {
        uint32_t number = a->items[i].number;
        const PdfValue *before = pdf_item(both->old, a, i);
        if (both->about->comments && is_comment(both->old, before))
            continue;
        while (b->kind == PDF_ARRAY && at < b->count &&
               (b->items[at].kind != PDF_REFERENCE || b->items[at].number != number))
            at++;
        if (b->kind != PDF_ARRAY || at == b->count)
            fuzz_found("an annotation is gone");
        const PdfValue *after = pdf_item(both->newer, b, at);
        static const char *const seen[] = {"Subtype", "Rect", "Border", "BS", "C", "A", "AA"};
        for (size_t k = 0; k < sizeof seen / sizeof *seen; k++)
            same_text(both, pdf_get(both->old, before, seen[k]),
                      pdf_get(both->newer, after, seen[k]), seen[k]);
        if (is_comment(both->old, before))
            same_text(both, pdf_get(both->old, before, "AP"), pdf_get(both->newer, after, "AP"),
                      "the look of an annotation");
    }
}

static void same_pages(Both *both)
{
    size_t old_count = 0;
    size_t new_count = 0;
    const PdfPage *old = pdf_pages(both->old, &old_count);
    const PdfPage *newer = pdf_pages(both->newer, &new_count);
    FUZZ_HOLDS(old != NULL && newer != NULL && old_count == new_count);
    for (size_t i = 0; i < old_count; i++) {
        const PdfPage *a = &old[i];
        const PdfPage *b = &newer[i];
        FUZZ_HOLDS(memcmp(a->media, b->media, sizeof a->media) == 0);
        FUZZ_HOLDS(memcmp(a->crop, b->crop, sizeof a->crop) == 0);
        FUZZ_HOLDS(a->rotate == b->rotate);
        same_text(both, pdf_get(both->old, a->dict, "Contents"),
                  pdf_get(both->newer, b->dict, "Contents"), "the content of a page");
        same_text(both, a->resources, b->resources, "the resources of a page");
        same_annotations(both, a, b);
    }
}

static void same_catalog(Both *both)
{
    static const char *const keys[] = {"Outlines", "Names",      "OpenAction", "OCProperties",
                                       "AA",       "PageLabels", "PageMode",   "ViewerPreferences",
                                       "Lang",     "MarkInfo",   "URI",        "Perms"};
    const PdfValue *a = pdf_get(both->old, pdf_trailer(both->old), "Root");
    const PdfValue *b = pdf_get(both->newer, pdf_trailer(both->newer), "Root");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        same_text(both, pdf_get(both->old, a, keys[i]), pdf_get(both->newer, b, keys[i]), keys[i]);
}

/* Objects 11 and 12 are the fields of text: one may be filled in where forms may, one is locked. In
   the files with object streams, what they are called tells them. */
static void same_fields(Both *both)
{
    const PdfValue *catalog = pdf_get(both->old, pdf_trailer(both->old), "Root");
    const PdfValue *form = pdf_get(both->old, catalog, "AcroForm");
    const PdfValue *fields = pdf_get(both->old, form, "Fields");
    for (uint32_t i = 0; i < fields->count; i++) {
        const PdfValue *before = pdf_item(both->old, fields, i);
        if (!pdf_is_name(pdf_get(both->old, before, "FT"), "Tx"))
            continue;
        bool locked =
            both->about->locks && str_is(pdf_get(both->old, before, "T")->text, "terkunci");
        const PdfObject *after = pdf_object(both->newer, fields->items[i].number);
        FUZZ_HOLDS(after != NULL);
        if (both->about->forms && !locked)
            continue;
        /* All but what only says where it belongs. */
        static const char *const keys[] = {"V", "AP", "T", "FT", "DA", "Rect", "F", "MK"};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            same_text(both, pdf_get(both->old, before, keys[k]),
                      pdf_get(both->newer, &after->value, keys[k]), keys[k]);
    }
}

/* --- The verdict ------------------------------------------------------------------------------ */

static void check(Fuzz *fuzz, const Signed *about, PdfFile *old, const Source *before,
                  const Source *source, const VerifyReport *report)
{
    bool intact = false;
    for (size_t i = 0; i < report->signature_count; i++) {
        const SignatureReport *signature = &report->signatures[i];
        if (signature->signed_to == before->text.size && signature->intact)
            intact = true;
        FUZZ_HOLDS(!signature->good || signature->signed_to == before->text.size);
    }
    FUZZ_HOLDS(intact);
    if (!report->good)
        return;
    Diags *quiet = diags_new(fuzz->arena);
    Both both = {fuzz, about, old, pdf_open(fuzz->arena, quiet, source)};
    FUZZ_HOLDS(both.newer != NULL);
    same_pages(&both);
    same_catalog(&both);
    same_fields(&both);
}

static void run(Fuzz *fuzz, Str input)
{
    enum { COUNT = sizeof all_signed / sizeof *all_signed };
    if (input.size < 2)
        return;
    const Signed *about = &all_signed[((unsigned char)input.at[0] + 1) % COUNT];
    const Source *root = kept(FOLDER "akar.pem");
    const Source *before = kept(about->path);
    PdfFile *old = pdf_open(fuzz->arena, fuzz->diags, before);
    FUZZ_HOLDS(old != NULL);
    Str all = frame_update(fuzz, before->text, old, str_slice(input, 1, input.size));
    const Source *source = fuzz_source(fuzz, "uji.pdf", all);
    const VerifyOptions options = {.trusted = &root, .trusted_count = 1, .now = NOW};
    const VerifyReport *report = verify_file(fuzz->arena, fuzz->diags, source, &options);
    FUZZ_HOLDS(report != NULL || diags_failed(fuzz->diags));
    if (report == NULL)
        return;
    Buf out = {.arena = fuzz->arena};
    verify_print_text(report, &out);
    verify_print_json(report, &out);
    check(fuzz, about, old, before, source, report);
}

const FuzzTarget fuzz_target = {.milliseconds = 4000, .megabytes = 100, .run = run};
