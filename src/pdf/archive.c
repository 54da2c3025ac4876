/* What makes a PDF an archival one, PDF/A (ISO 19005-1): the profile of its colours. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

enum {
    LARGEST_PROFILE = 4 * 1024 * 1024,
    /* ICC.1, 7.2: where the header says what the profile is. */
    PROFILE_HEADER = 128,
    VERSION_AT = 8,
    SPACE_AT = 16,
    SIGNATURE_AT = 36,
};

/* PDF/A-1 knows profiles up to version 2 (ISO 19005-1, 6.2.2 with PDF 1.4, 4.5.4). */
static bool is_profile(Str bytes)
{
    return bytes.size > PROFILE_HEADER && bytes.at[VERSION_AT] == 2 &&
           str_equal(str_slice(bytes, SPACE_AT, SPACE_AT + 4), STR("RGB ")) &&
           str_equal(str_slice(bytes, SIGNATURE_AT, SIGNATURE_AT + 4), STR("acsp"));
}

bool pdf_profile_load(Arena *arena, Diags *diags, Schema *schema, const char *config, Str *profile)
{
    size_t before = diags_count(diags, SEVERITY_ERROR);
    const Node *tree = data_load_file(arena, diags, config, (Place){0});
    const Record *record =
        tree == NULL ? NULL : data_bind(arena, schema, schema_type(schema, STR("arsip")), tree, 0);
    if (record == NULL || diags_count(diags, SEVERITY_ERROR) > before)
        return false;
    Place place = record_place(record, "profil_warna");
    Str path = path_join(arena, path_folder(str_from(config)), record_text(record, "profil_warna"));
    const Source *source = file_read(arena, diags, str_c(arena, path), LARGEST_PROFILE, place);
    if (source == NULL)
        return false;
    *profile = source->text;
    if (is_profile(*profile))
        return true;
    diag(diags, SEVERITY_ERROR, place, "name sRGB.icc of Debian's icc-profiles-free",
         "'%.*s' is no ICC profile of version 2 for RGB", STR_ARG(path));
    return false;
}

/* --- Output intent ---------------------------------------------------------------------------- */

static void print_profile(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    (void)what;
    buf_text(out, "/N 3");
}

uint32_t add_profile(Writer *writer)
{
    return stream_print(writer, print_profile, NULL, writer->info->profile);
}

void put_output_intent(Buf *out, uint32_t profile)
{
    buf_text(out, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1\n"
                  "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)\n"
                  "/DestOutputProfile ");
    put_reference(out, profile);
    buf_text(out, ">>]");
}
