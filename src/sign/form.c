/* Finding the signature fields, and the one that is meant. */
#include "sign/form.h"

enum {
    DEEPEST = 32,
    FLAG_INVISIBLE = 1,
    FLAG_HIDDEN = 2,
    FLAG_NO_VIEW = 32,
};

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct Walk {
    Arena *arena;
    Diags *diags;
    Form *form;
    bool *seen; /* by number of the object */
    uint32_t numbers;
} Walk;

/* What a field has from those above it. */
typedef struct Inherited {
    Str name;
    bool is_signature;
} Inherited;

static const PdfPage *find_page(const Form *form, const PdfValue *widget, uint32_t number)
{
    const PdfValue *page = pdf_entry(widget, "P");
    for (size_t i = 0; i < form->page_count; i++) {
        const PdfPage *candidate = &form->pages[i];
        if (page != NULL && page->kind == PDF_REFERENCE) {
            if (candidate->number == page->number)
                return candidate;
            continue;
        }
        const PdfValue *annotations = pdf_get(form->file, candidate->dict, "Annots");
        for (size_t k = 0; annotations->kind == PDF_ARRAY && k < annotations->count; k++)
            if (annotations->items[k].kind == PDF_REFERENCE &&
                annotations->items[k].number == number)
                return candidate;
    }
    return NULL;
}

/* The widget of the field: itself, or its first kid. */
static void find_widget(const Form *form, FormField *field)
{
    const PdfValue *kids = pdf_get(form->file, field->dict, "Kids");
    field->widget = field->number;
    field->look = field->dict;
    if (kids->kind == PDF_ARRAY && kids->count > 0 && kids->items[0].kind == PDF_REFERENCE) {
        const PdfValue *kid = pdf_resolve(form->file, &kids->items[0]);
        if (kid->kind == PDF_DICT) {
            field->widget = kids->items[0].number;
            field->look = kid;
        }
    }
    int64_t flags = pdf_integer(pdf_get(form->file, field->look, "F"), 0);
    bool hidden = (flags & (FLAG_INVISIBLE | FLAG_HIDDEN | FLAG_NO_VIEW)) != 0;
    field->seen = pdf_rectangle(form->file, pdf_get(form->file, field->look, "Rect"), field->box) &&
                  !hidden && field->box[0] < field->box[2] && field->box[1] < field->box[3];
    const PdfValue *taken = pdf_get(form->file, field->look, "XXRoomTaken");
    field->taken = taken->kind == PDF_BOOL && taken->truth;
    field->page = find_page(form, field->look, field->widget);
}

static void add_field(const Walk *walk, const PdfObject *object, Str name)
{
    Form *form = walk->form;
    FormField *field =
        arena_push(walk->arena, &form->fields, &form->capacity, form->count, sizeof *field);
    *field = (FormField){
        .name = name,
        .purpose = pdf_utf8(walk->arena, pdf_get(form->file, &object->value, "TU")),
        .number = object->number,
        .dict = &object->value,
        .value = pdf_get(form->file, &object->value, "V"),
    };
    form->count++;
    find_widget(form, field);
}

/* Kids with names of their own are fields; others are widgets. */
static bool has_fields_below(const Form *form, const PdfValue *kids)
{
    for (size_t i = 0; kids->kind == PDF_ARRAY && i < kids->count; i++)
        if (pdf_get(form->file, pdf_item(form->file, kids, i), "T")->kind == PDF_STRING)
            return true;
    return false;
}

static void walk_field(const Walk *walk, const PdfValue *reference, Inherited from, int depth)
{
    Form *form = walk->form;
    if (reference->kind != PDF_REFERENCE || reference->number >= walk->numbers ||
        walk->seen[reference->number] || depth > DEEPEST)
        return;
    walk->seen[reference->number] = true;
    const PdfObject *object = pdf_object(form->file, reference->number);
    if (object == NULL || object->value.kind != PDF_DICT)
        return;
    Str own = pdf_utf8(walk->arena, pdf_get(form->file, &object->value, "T"));
    const PdfValue *type = pdf_get(form->file, &object->value, "FT");
    if (from.name.size > 0 && own.size > 0)
        from.name = str_format(walk->arena, "%.*s.%.*s", STR_ARG(from.name), STR_ARG(own));
    else if (own.size > 0)
        from.name = own;
    if (type->kind == PDF_NAME)
        from.is_signature = pdf_is_name(type, "Sig");
    const PdfValue *kids = pdf_get(form->file, &object->value, "Kids");
    if (!has_fields_below(form, kids)) {
        if (from.is_signature)
            add_field(walk, object, from.name);
        return;
    }
    for (size_t i = 0; i < kids->count; i++)
        walk_field(walk, &kids->items[i], from, depth + 1);
}

bool form_read(Arena *arena, Diags *diags, PdfFile *file, Form *form)
{
    const PdfValue *root = pdf_entry(pdf_trailer(file), "Root");
    *form = (Form){
        .file = file,
        .catalog = pdf_resolve(file, root),
        .catalog_number = root->kind == PDF_REFERENCE ? root->number : 0,
    };
    form->pages = pdf_pages(file, &form->page_count);
    if (form->pages == NULL)
        return false;
    const PdfValue *entry = pdf_entry(form->catalog, "AcroForm");
    form->dict = pdf_get(file, form->catalog, "AcroForm");
    if (entry != NULL && entry->kind == PDF_REFERENCE && form->dict->kind == PDF_DICT)
        form->number = entry->number;
    Walk walk = {arena, diags, form, NULL, pdf_next_number(file)};
    walk.seen = arena_array(arena, walk.numbers, sizeof *walk.seen);
    size_t before = diags_count(diags, SEVERITY_ERROR);
    const PdfValue *fields = pdf_get(file, form->dict, "Fields");
    for (size_t i = 0; fields->kind == PDF_ARRAY && i < fields->count; i++)
        walk_field(&walk, &fields->items[i], (Inherited){0}, 0);
    return diags_count(diags, SEVERITY_ERROR) == before;
}

/* --- Choosing --------------------------------------------------------------------------------- */

static bool is_signed(const FormField *field)
{
    return field->value->kind == PDF_DICT;
}

/* "'kepala', 'sekretaris' (signed)" */
static Str list_names(Arena *arena, const Form *form)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < form->count; i++)
        buf_format(&out, "%s'%.*s'%s", i > 0 ? ", " : "", STR_ARG(form->fields[i].name),
                   is_signed(&form->fields[i]) ? " (signed)" : "");
    return buf_str(&out);
}

static bool choose_named(Arena *arena, Diags *diags, const Form *form, const SignRequest *request,
                         const FormField **field)
{
    Str *names = arena_array(arena, form->count, sizeof *names);
    for (size_t i = 0; i < form->count; i++) {
        const FormField *next = &form->fields[i];
        names[i] = next->name;
        if (!str_equal(next->name, request->field))
            continue;
        *field = next;
        if (!request->adds && !is_signed(next))
            return true;
        diag(diags, SEVERITY_ERROR, (Place){0},
             request->adds ? "choose another name" : "whoever signs next has a field of their own",
             request->adds ? "there is a field '%.*s' already" : "'%.*s' has been signed already",
             STR_ARG(next->name));
        return false;
    }
    if (request->adds || form->count == 0)
        return true;
    Str nearest = str_nearest(request->field, names, form->count);
    Str hint = nearest.size > 0 ? str_format(arena, "did you mean '%.*s'? There are %.*s",
                                             STR_ARG(nearest), STR_ARG(list_names(arena, form)))
                                : str_format(arena, "there are %.*s; --at adds a new one",
                                             STR_ARG(list_names(arena, form)));
    diag(diags, SEVERITY_ERROR, (Place){0}, str_c(arena, hint), "there is no signer '%.*s'",
         STR_ARG(request->field));
    return false;
}

bool form_choose(Arena *arena, Diags *diags, const Form *form, const SignRequest *request,
                 const FormField **field)
{
    *field = NULL;
    if (request->field.size > 0)
        return choose_named(arena, diags, form, request, field);
    if (request->adds || form->count == 0)
        return true;
    size_t open = 0;
    for (size_t i = 0; i < form->count; i++) {
        if (is_signed(&form->fields[i]))
            continue;
        *field = &form->fields[i];
        open++;
    }
    if (open == 1)
        return true;
    Str names = list_names(arena, form);
    Str hint = open > 0 ? str_format(arena, "say which with --signer: %.*s", STR_ARG(names))
                        : str_format(arena, "--at or --invisible adds a field; signed are %.*s",
                                     STR_ARG(names));
    diag(diags, SEVERITY_ERROR, (Place){0}, str_c(arena, hint), "%s",
         open > 0 ? "several signers have still to sign" : "all fields have been signed already");
    return false;
}

Str form_new_name(Arena *arena, const Form *form, Str wanted)
{
    if (wanted.size > 0)
        return wanted;
    for (size_t number = 1;; number++) {
        Str name = str_format(arena, "tanda-tangan-%zu", number);
        size_t i = 0;
        while (i < form->count && !str_equal(form->fields[i].name, name))
            i++;
        if (i == form->count)
            return name;
    }
}
