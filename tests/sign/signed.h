/*
 * sign/signed.h - PDFs to sign, signing them as a user does, and asking other programs about the
 * result.
 */
#ifndef LAKIPDF_TESTS_SIGN_SIGNED_H
#define LAKIPDF_TESTS_SIGN_SIGNED_H

#include "document.h"
#include "pki.h"

#include "pdf/pdf.h"
#include "pdfread/pdfread.h"

#include <stdio.h>

#define SIGNED_EPOCH "1795264200" /* 2026-11-21 12:30:00 UTC */
#define SIGNED_FONT  "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"

enum { SIGNED_LIMIT = 64 * 1024 * 1024, SIGNED_MOST = 24 };

/* A test's own folder, which holds a.pdf: two pages, the fields 'kepala' on the second, where a '#'
   stands too, and 'saksi', too small for much, on the first. */
typedef struct World {
    Fixture *fixture;
    Arena *arena;
    const char *folder;
} World;

static inline void signed_put(World *world, const char *name, Str bytes)
{
    FILE *file = fopen(path_in(world->arena, world->folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
}

static inline Str signed_get(World *world, const char *name)
{
    size_t size = 0;
    char *text = file_text(world->arena, path_in(world->arena, world->folder, name), &size);
    if (text == NULL)
        fail_msg("there is no %s", name);
    return (Str){text, size};
}

static inline void signed_item(Arena *arena, Page *page, Item item)
{
    *(Item *)arena_push(arena, &page->items, &page->item_capacity, page->item_count, sizeof item) =
        item;
    page->item_count++;
}

static inline void signed_field(Arena *arena, Page *page, const char *name, const char *purpose,
                                const Len box[4])
{
    Item item = {.kind = ITEM_FIELD, .x = box[0], .y = box[1], .width = box[2], .height = box[3]};
    item.field = (SignField){str_from(name), str_from(purpose), false};
    signed_item(arena, page, item);
}

/* Writes a PDF of two pages, with fields or without. */
static inline void signed_make(World *world, const char *name, Archive archive, bool fields)
{
    static const Face faces[] = {{SIGNED_FONT, {"LiberationSerif", 15}}};
    Arena *arena = world->arena;
    Page *pages = arena_array(arena, 2, sizeof *pages);
    Layout layout = {.faces = faces, .face_count = 1, .pages = pages, .page_count = 2};
    for (size_t i = 0; i < 2; i++) {
        static const uint16_t codes[] = {'L', 'a', 'p', 'o', 'r', 'a', 'n', '#'};
        Item item = {.kind = ITEM_RUN, .x = 72000, .y = 90000};
        item.run.size = 12000;
        item.run.codes = codes;
        item.run.count = i == 0 ? 7 : 8;
        pages[i] = (Page){.width = 595276, .height = 841890};
        signed_item(arena, &pages[i], item);
    }
    if (fields) {
        signed_field(arena, &pages[1], "kepala",
                     "Tanda tangan BUDI SANTOSO, S.E., M.M., KEPALA DINAS",
                     (const Len[]){300000, 500000, 226772, 70866});
        signed_field(arena, &pages[0], "saksi", "Tanda tangan Saksi",
                     (const Len[]){72000, 500000, 50000, 12000});
    }
    const Source *profile = file_read(arena, world->fixture->diags, "/usr/share/color/icc/sRGB.icc",
                                      SIGNED_LIMIT, (Place){0});
    assert_non_null(profile);
    const PdfInfo info = {
        .title = STR("Uji"), .archive = archive, .profile = profile->text, .epoch = 0};
    OutFile *out = out_memory(arena, world->fixture->diags);
    assert_true(pdf_write(arena, world->fixture->diags, &layout, &info, out));
    signed_put(world, name, out_collected(out));
}

static inline World world_begin(void **state)
{
    Fixture *fixture = *state;
    World world = {fixture, fixture->arena, folder_make(fixture->arena)};
    signed_make(&world, "a.pdf", ARCHIVE_A1, true);
    setenv("SOURCE_DATE_EPOCH", SIGNED_EPOCH, 1);
    setenv("TZ", "Asia/Jakarta", 1);
    return world;
}

static inline void world_end(World *world)
{
    folder_remove(world->folder);
}

/* Runs a command line of sh in the folder: what it prints, errors too. $LAKIPDF and $PKI, the
   folder of keys, are known to it, and LAKIPDF_PASSPHRASE is set. */
static inline Ended signed_run(World *world, const char *line)
{
    setenv("PKI", pki_folder(world->arena), 1);
    setenv("LAKIPDF_PASSPHRASE", PKI_PASSPHRASE, 1);
    Str whole = str_format(world->arena, "{ %s\n} 2>&1", line);
    const char *const command[] = {"sh", "-c", str_c(world->arena, whole), NULL};
    Ended ended = run_command(world->arena, world->folder, command);
    unsetenv("LAKIPDF_PASSPHRASE");
    return ended;
}

/* Fails unless it succeeds and prints just this. */
#define assert_says(world, line, text) signed_says((world), (line), (text), __LINE__)

static inline void signed_says(World *world, const char *line, const char *text, int at)
{
    Ended ended = signed_run(world, line);
    if (ended.status != 0 || strcmp(ended.out, text) != 0)
        fail_msg("line %d: %s\nstatus %d, says: %s\nnot: %s", at, line, ended.status, ended.out,
                 text);
}

/* Fails unless it ends with that status and prints this among other things. */
#define assert_fails(world, status, line, part)                                                    \
    signed_fails((world), (status), (line), (part), __LINE__)

static inline void signed_fails(World *world, int status, const char *line, const char *part,
                                int at)
{
    Ended ended = signed_run(world, line);
    if (ended.status != status || strstr(ended.out, part) == NULL)
        fail_msg("line %d: %s\nstatus %d, says: %s\nnot: %s", at, line, ended.status, ended.out,
                 part);
}

/* --- Looking at what was signed --------------------------------------------------------------- */

/* A signature as the file holds it. */
typedef struct Found {
    Str field;
    const PdfValue *dict, *look; /* the signature; its field */
    size_t range[4];
    Str cms; /* DER, without what fills it up */
} Found;

typedef struct Opened {
    PdfFile *file;
    Str bytes;
    Found found[SIGNED_MOST]; /* the signed ones, in the order of the form */
    size_t count;
} Opened;

static inline Str signed_der(Str padded)
{
    size_t size = (unsigned char)padded.at[1];
    size_t head = 2;
    if (size >= 0x80) {
        size_t count = size - 0x80;
        for (size = 0; head < 2 + count; head++)
            size = size << 8 | (unsigned char)padded.at[head];
    }
    assert_true(head + size <= padded.size);
    return str_slice(padded, 0, head + size);
}

static inline Opened signed_open(World *world, const char *name)
{
    Opened opened = {.bytes = signed_get(world, name)};
    Source *source = arena_alloc(world->arena, sizeof *source);
    *source = (Source){str_from(name), opened.bytes};
    PdfFile *file = opened.file = pdf_open(world->arena, world->fixture->diags, source);
    assert_non_null(file);
    const PdfValue *form = pdf_get(file, pdf_get(file, pdf_trailer(file), "Root"), "AcroForm");
    const PdfValue *fields = pdf_get(file, form, "Fields");
    for (size_t i = 0; i < fields->count; i++) {
        const PdfValue *field = pdf_item(file, fields, i);
        const PdfValue *value = pdf_get(file, field, "V");
        if (value->kind != PDF_DICT)
            continue;
        Found *found = &opened.found[opened.count++];
        *found = (Found){.field = pdf_get(file, field, "T")->text, .dict = value, .look = field};
        for (size_t k = 0; k < 4; k++)
            found->range[k] =
                (size_t)pdf_integer(pdf_item(file, pdf_get(file, value, "ByteRange"), k), -1);
        found->cms = signed_der(pdf_get(file, value, "Contents")->text);
    }
    return opened;
}

/* Writes the nth signature of the file and what it signs: NAME.cms and NAME.data. */
static inline void signed_extract(World *world, const char *name, size_t nth)
{
    Opened opened = signed_open(world, name);
    assert_true(nth < opened.count);
    const Found *found = &opened.found[nth];
    Buf data = {.arena = world->arena};
    buf_add(&data, str_slice(opened.bytes, 0, found->range[1]));
    buf_add(&data, str_slice(opened.bytes, found->range[2], found->range[2] + found->range[3]));
    signed_put(world, str_format(world->arena, "%s.cms", name).at, found->cms);
    signed_put(world, str_format(world->arena, "%s.data", name).at, buf_str(&data));
}

/* OpenSSL verifies the signature and the chain up to the root. */
#define VERIFY_CMS(name)                                                                           \
    "openssl cms -verify -binary -inform DER -in " name ".cms -content " name                      \
    ".data -CAfile $PKI/root.pem -purpose any -no_check_time -out /dev/null"

/* As poppler sees it: how many signatures are valid. */
#define COUNT_VALID(name) "pdfsig " name " 2>/dev/null | grep -c 'Signature is Valid'"

/* Signs, again where it has been before. */
#define SIGN(key) "$LAKIPDF sign --replace-signed --p12 $PKI/" key ".p12 "

#endif
