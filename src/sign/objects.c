/*
 * What a signature adds to a PDF: its dictionary, the field, what is seen, form and catalog
 * (ISO 32000-1, 12.7 and 12.8).
 */
#include "sign/signing.h"

enum {
    MOST_REPLACED = 8, /* keys of one object */
    FLAGS_SIGNED = 3,  /* /SigFlags: there are signatures, only append */
};

/* --- The look --------------------------------------------------------------------------------- */

uint32_t signing_add_empty(const Signing *signing)
{
    return update_add_stream(signing->update,
                             STR("/Type /XObject\n/Subtype /Form\n/BBox [0 0 0 0]\n"
                                 "/Resources <<>>\n"),
                             STR(""));
}

/* Turns an upright form with the page. */
static uint32_t turn_form(const Signing *signing, const ImportedPage *page)
{
    static const char *const turns[] = {NULL, "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"};
    int quarter = signing->page != NULL ? signing->page->rotate / 90 : 0;
    if (quarter == 0)
        return page->form;
    const int64_t box[4] = {0, 0, page->width, page->height};
    Buf entries = {.arena = signing->arena};
    buf_text(&entries, "/Type /XObject\n/Subtype /Form\n/BBox ");
    append_box(&entries, box);
    buf_format(&entries, "\n/Matrix [%s 0 0]\n/Resources <</XObject <</L ", turns[quarter]);
    append_reference(&entries, page->form);
    buf_text(&entries, ">>>>\n");
    return update_add_stream(signing->update, buf_str(&entries), STR("/L Do\n"));
}

/* The form that the widget shows; 0 after adding a message. */
static uint32_t add_look(Signing *signing)
{
    if (signing->look == NULL)
        return signing_add_empty(signing);
    ImportedPage page;
    if (!import_page(import_new(signing->update, signing->look), 0, &page))
        return 0;
    return turn_form(signing, &page);
}

/* --- The signature dictionary ----------------------------------------------------------------- */

/* "D:20261121163000+07'00'" (7.9.4) */
static Str pdf_date(const Signing *signing)
{
    const struct tm *when = &signing->when;
    long minutes = when->tm_gmtoff / 60;
    long away = minutes < 0 ? -minutes : minutes;
    return str_format(signing->arena, "D:%04d%02d%02d%02d%02d%02d%c%02ld'%02ld'",
                      when->tm_year + 1900, when->tm_mon + 1, when->tm_mday, when->tm_hour,
                      when->tm_min, when->tm_sec, minutes < 0 ? '-' : '+', away / 60, away % 60);
}

/* /Action /All, or what the field's own lock says. */
static void put_lock_terms(Signing *signing, Buf *out)
{
    static const char *const except[] = {"Type", "P", NULL};
    const PdfValue *lock = signing->field != NULL
                               ? pdf_get(signing->form.file, signing->field->dict, "Lock")
                               : &(PdfValue){0};
    if (!signing->request->lock && lock->kind == PDF_DICT)
        append_entries(out, lock, except);
    else
        buf_text(out, "/Action /All\n");
}

static bool has_lock(const Signing *signing)
{
    return signing->request->lock ||
           (signing->field != NULL &&
            pdf_get(signing->form.file, signing->field->dict, "Lock")->kind == PDF_DICT);
}

static void put_permissions(Signing *signing, Buf *out)
{
    const SignRequest *request = signing->request;
    if (request->certify == CERTIFY_NOT && !has_lock(signing))
        return;
    buf_text(out, "/Reference [");
    if (request->certify != CERTIFY_NOT)
        buf_format(out,
                   "<</Type /SigRef\n/TransformMethod /DocMDP\n/TransformParams "
                   "<</Type /TransformParams\n/P %d\n/V /1.2>>>>\n",
                   (int)request->certify);
    if (has_lock(signing)) {
        buf_text(out, "<</Type /SigRef\n/TransformMethod /FieldMDP\n/Data ");
        append_reference(out, signing->form.catalog_number);
        buf_text(out, "\n/TransformParams <</Type /TransformParams\n/V /1.2\n");
        put_lock_terms(signing, out);
        buf_text(out, ">>>>\n");
    }
    buf_text(out, "]\n");
}

static void put_optional(Buf *out, const char *key, Str text)
{
    if (text.size == 0)
        return;
    buf_format(out, "/%s ", key);
    append_text(out, text);
    buf_byte(out, '\n');
}

/* The signature dictionary (12.8.1, table 252), with room for what is known last. */
static void put_dictionary(Signing *signing)
{
    const SignRequest *request = signing->request;
    Buf out = {.arena = signing->arena};
    buf_text(&out, "<</Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/M ");
    append_string(&out, pdf_date(signing));
    buf_byte(&out, '\n');
    put_optional(&out, "Name", sign_key_name(request->key));
    put_optional(&out, "Reason", request->reason);
    put_optional(&out, "Location", request->place);
    put_permissions(signing, &out);
    buf_text(&out, "/ByteRange [0 ");
    signing->range_at = out.size;
    buf_format(&out, "%*s %*s %*s]\n/Contents ", RANGE_DIGITS, "", RANGE_DIGITS, "", RANGE_DIGITS,
               "");
    signing->contents_at = out.size;
    buf_byte(&out, '<');
    for (size_t i = 0; i < signing->room; i++)
        buf_text(&out, "00");
    buf_text(&out, ">>>");
    signing->dictionary = update_add(signing->update, buf_str(&out));
}

/* --- Field, page, catalog --------------------------------------------------------------------- */

static void put_lock(Signing *signing, Buf *out)
{
    if (!signing->request->lock)
        return;
    buf_text(out, "/Lock ");
    append_reference(
        out, update_add(signing->update, STR("<</Type /SigFieldLock\n/Action /All\n/P 1>>")));
    buf_byte(out, '\n');
}

void signing_put_value(Signing *signing, Buf *out)
{
    buf_text(out, "/V ");
    append_reference(out, signing->dictionary);
    buf_byte(out, '\n');
    put_lock(signing, out);
}

void signing_put_look(Buf *out, uint32_t look)
{
    buf_text(out, "/AP <</N ");
    append_reference(out, look);
    buf_text(out, ">>\n");
}

/* The field's new version; its widget's, where that is another object. */
static void change_field(Signing *signing, uint32_t look)
{
    const FormField *field = signing->field;
    bool apart = field->widget != field->number;
    const char *replaced[MOST_REPLACED] = {"V"};
    size_t count = 1;
    if (!apart)
        replaced[count++] = "AP";
    if (signing->request->lock)
        replaced[count++] = "Lock";
    Buf out = {.arena = signing->arena};
    buf_text(&out, "<<");
    append_entries(&out, field->dict, replaced);
    signing_put_value(signing, &out);
    if (!apart)
        signing_put_look(&out, look);
    buf_text(&out, ">>");
    update_put(signing->update, field->number, buf_str(&out));
    if (!apart)
        return;
    static const char *const seen[] = {"AP", NULL};
    Buf widget = {.arena = signing->arena};
    buf_text(&widget, "<<");
    append_entries(&widget, field->look, seen);
    signing_put_look(&widget, look);
    buf_text(&widget, ">>");
    update_put(signing->update, field->widget, buf_str(&widget));
}

/* /AcroForm with its flags, and the new fields. */
static Str make_form(Signing *signing)
{
    static const char *const except[] = {"SigFlags", "Fields", "NeedAppearances", NULL};
    const Form *form = &signing->form;
    Buf out = {.arena = signing->arena};
    buf_text(&out, "<<");
    if (form->dict->kind == PDF_DICT)
        append_entries(&out, form->dict, except);
    buf_format(&out, "/SigFlags %d\n/Fields [", FLAGS_SIGNED);
    const PdfValue *fields = pdf_get(form->file, form->dict, "Fields");
    for (size_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++) {
        append_value(&out, &fields->items[i]);
        buf_byte(&out, ' ');
    }
    for (size_t i = 0; i < signing->added_count; i++) {
        append_reference(&out, signing->added[i].number);
        buf_byte(&out, ' ');
    }
    buf_text(&out, "]>>");
    return buf_str(&out);
}

static void put_certification(Signing *signing, Buf *out)
{
    static const char *const except[] = {"DocMDP", NULL};
    const PdfValue *old = pdf_get(signing->form.file, signing->form.catalog, "Perms");
    buf_text(out, "/Perms <<");
    if (old->kind == PDF_DICT)
        append_entries(out, old, except);
    buf_text(out, "/DocMDP ");
    append_reference(out, signing->dictionary);
    buf_text(out, ">>\n");
}

static void change_catalog(Signing *signing, Str form)
{
    bool certifies = signing->request->certify != CERTIFY_NOT;
    const char *replaced[MOST_REPLACED] = {NULL};
    size_t count = 0;
    Buf parts = {.arena = signing->arena};
    if (signing->form.number == 0) {
        replaced[count++] = "AcroForm";
        buf_format(&parts, "/AcroForm %.*s\n", STR_ARG(form));
    }
    if (certifies) {
        replaced[count++] = "Perms";
        put_certification(signing, &parts);
    }
    if (count == 0)
        return;
    Buf out = {.arena = signing->arena};
    buf_text(&out, "<<");
    append_entries(&out, signing->form.catalog, replaced);
    buf_add(&out, buf_str(&parts));
    buf_text(&out, ">>");
    update_put(signing->update, signing->form.catalog_number, buf_str(&out));
}

/* --- All -------------------------------------------------------------------------------------- */

bool signing_update(Signing *signing, Str *tail)
{
    signing->update =
        update_new(signing->arena, signing->diags, signing->form.file, signing->source);
    put_dictionary(signing);
    uint32_t look = add_look(signing);
    if (look == 0)
        return false;
    if (signing->field != NULL)
        change_field(signing, look);
    signing_add_fields(signing, look);
    Str form = make_form(signing);
    if (signing->form.number != 0)
        update_put(signing->update, signing->form.number, form);
    change_catalog(signing, form);
    *tail = update_finish(signing->update);
    return tail->size > 0;
}
