/* What earlier signatures forbid: certification and locks (ISO 32000-1, 12.8.2.2 and 12.8.2.4). */
#include "sign/form.h"

typedef struct Check {
    Arena *arena;
    Diags *diags;
    const Form *form;
    const SignRequest *request;
    const FormField *field; /* NULL: a new one */
} Check;

static bool refuse(const Check *check, const char *hint, const char *what, Str by)
{
    diag(check->diags, SEVERITY_ERROR, (Place){0}, hint, "%s by '%.*s'", what, STR_ARG(by));
    return false;
}

static bool holds_name(const Check *check, const PdfValue *names, Str name)
{
    for (size_t i = 0; names->kind == PDF_ARRAY && i < names->count; i++) {
        Str next = pdf_utf8(check->arena, pdf_item(check->form->file, names, i));
        /* A name stands for the fields below it, too. */
        bool above = next.size < name.size && name.at[next.size] == '.' &&
                     str_equal(str_slice(name, 0, next.size), next);
        if (above || str_equal(next, name))
            return true;
    }
    return false;
}

/* A dictionary that says which fields are locked: FieldMDP's parameters, or a field's /Lock. */
static bool locks(const Check *check, const PdfValue *says)
{
    PdfFile *file = check->form->file;
    const PdfValue *action = pdf_get(file, says, "Action");
    const PdfValue *names = pdf_get(file, says, "Fields");
    Str own = check->field != NULL ? check->field->name : check->request->field;
    if (pdf_is_name(action, "All"))
        return true;
    if (pdf_is_name(action, "Include"))
        return holds_name(check, names, own);
    return pdf_is_name(action, "Exclude") && !holds_name(check, names, own);
}

static bool check_certified(const Check *check, int64_t level, Str by)
{
    if (level <= CERTIFY_NOTHING)
        return refuse(check,
                      "sign a copy from before; certify with level 2 what others have to sign",
                      "the document has been certified to stay as it is,", by);
    if (check->field == NULL)
        return refuse(check, "sign one of the fields that it has",
                      "no new field may be added: the document has been certified", by);
    return true;
}

static bool check_reference(const Check *check, const PdfValue *reference, Str by)
{
    PdfFile *file = check->form->file;
    const PdfValue *method = pdf_get(file, reference, "TransformMethod");
    const PdfValue *says = pdf_get(file, reference, "TransformParams");
    if (pdf_is_name(method, "DocMDP"))
        return check_certified(check, pdf_integer(pdf_get(file, says, "P"), CERTIFY_FORMS), by);
    if (pdf_is_name(method, "FieldMDP") && locks(check, says))
        return refuse(check, "whoever locks must be the last to sign", "the field has been locked",
                      by);
    return true;
}

static bool check_signature(const Check *check, const FormField *signed_)
{
    PdfFile *file = check->form->file;
    const PdfValue *references = pdf_get(file, signed_->value, "Reference");
    for (size_t i = 0; references->kind == PDF_ARRAY && i < references->count; i++)
        if (!check_reference(check, pdf_item(file, references, i), signed_->name))
            return false;
    const PdfValue *lock = pdf_get(file, signed_->dict, "Lock");
    if (lock->kind == PDF_DICT && pdf_integer(pdf_get(file, lock, "P"), 0) == CERTIFY_NOTHING)
        return refuse(check, "whoever locks must be the last to sign",
                      "the document has been locked", signed_->name);
    return true;
}

/* A certification that no field of the form bears. */
static bool check_catalog(const Check *check)
{
    PdfFile *file = check->form->file;
    const PdfValue *permissions = pdf_get(file, check->form->catalog, "Perms");
    const PdfValue *signature = pdf_get(file, permissions, "DocMDP");
    const PdfValue *references = pdf_get(file, signature, "Reference");
    for (size_t i = 0; references->kind == PDF_ARRAY && i < references->count; i++)
        if (!check_reference(check, pdf_item(file, references, i),
                             pdf_utf8(check->arena, pdf_get(file, signature, "Name"))))
            return false;
    return true;
}

bool form_permits(Arena *arena, Diags *diags, const Form *form, const SignRequest *request,
                  const FormField *field)
{
    const Check check = {arena, diags, form, request, field};
    const FormField *first = NULL;
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].value->kind != PDF_DICT)
            continue;
        first = first != NULL ? first : &form->fields[i];
        if (!check_signature(&check, &form->fields[i]))
            return false;
    }
    if (first == NULL && !check_catalog(&check))
        return false;
    if (first != NULL && (request->room_count > 0 || (field == NULL && request->visible)))
        return refuse(&check,
                      "leave room for all who sign before the first does (--fields), or add this "
                      "one with --invisible",
                      "a new field that is seen would change what has been signed", first->name);
    if (first != NULL && request->certify != CERTIFY_NOT)
        return refuse(&check, "leave --certify out",
                      "only the first signature can certify, and the document has been signed",
                      first->name);
    return true;
}
