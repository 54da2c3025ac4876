/*
 * Reading audits: their formulas and the texts of their findings; what holds them together.
 */
#include "calc/audit.h"

static bool applies_never(const Audit *audit, const RecordType *type)
{
    (void)audit;
    (void)type;
    return false;
}

const AuditCheck *audit_check_find(Str name)
{
    static const AuditCheck CHECKS[] = {
        {"nilai_tercantum", audit_stated_applies, audit_stated, false},
        {"nilai_tak_terhitung", audit_stated_applies, audit_uncomputed, false},
        {"kode_ganda", audit_code_applies, audit_code_repeated, true},
        {"kode_induk", audit_code_applies, audit_code_parent, true},
        {"nip", audit_nip_applies, audit_nip, true},
        {"tahun_tanggal", audit_date_applies, audit_date, true},
        {"arah", audit_direction_applies, audit_direction, true},
        /* Claims are met in the text of chapters: audit_claim.c. */
        {"klaim", applies_never, NULL, false},
    };
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++)
        if (str_is(name, CHECKS[i].name))
            return &CHECKS[i];
    return NULL;
}

/* --- Formulas -------------------------------------------------------------------------------- */

/* Parses a formula and checks its names in all types that the audit is for. */
static bool read_formula(Audits *audits, const Audit *audit, Str text, Place place,
                         const Formula **formula)
{
    static const Local YEAR = {.name = {"tahun", 5}};
    Calc *calc = audits->calc;
    *formula = calc_parse(calc, text, place);
    if (*formula == NULL)
        return false;
    Locals locals = {&YEAR, record_flag(audit->spec, "setiap_tahun") ? 1 : 0};
    const List *types = record_list(audit->spec, "untuk");
    bool good = true;
    for (size_t i = 0; i < types->count; i++) {
        const RecordType *type = schema_type(calc->schema, types->items[i].text);
        good = (type == NULL || calc_check(calc, *formula, type, &locals)) && good;
    }
    return good;
}

/* Cuts the message at its {{formulas}}. */
static bool read_message(Audits *audits, Audit *audit)
{
    Str text = record_text(audit->spec, "pesan");
    Place place = record_place(audit->spec, "pesan");
    AuditPart *parts = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool good = true;
    for (size_t at = 0; at != SIZE_MAX;) {
        AuditPart *part = arena_push(audits->arena, &parts, &capacity, count++, sizeof *parts);
        size_t open = str_find(text, "{{", at);
        size_t close = open != SIZE_MAX ? str_find(text, "}}", open) : SIZE_MAX;
        part->text = str_slice(text, at, open != SIZE_MAX ? open : text.size);
        if (open != SIZE_MAX && close == SIZE_MAX) {
            diag(audits->calc->diags, SEVERITY_ERROR, place, "end it with '}}'",
                 "pesan: a formula in it does not end");
            return false;
        }
        if (open != SIZE_MAX)
            good = read_formula(audits, audit, str_trim(str_slice(text, open + 2, close)), place,
                                &part->formula) &&
                   good;
        at = open != SIZE_MAX ? close + 2 : SIZE_MAX;
    }
    audit->message = parts;
    return good;
}

static bool is_path(Str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
        if (!letter && (c < '0' || c > '9'))
            return false;
    }
    return text.size > 0;
}

static bool read_figures(Audits *audits, Audit *audit)
{
    const List *figures = record_list(audit->spec, "figur");
    Place place = record_place(audit->spec, "figur");
    if (figures->count != 0 && figures->count != 2) {
        diag(audits->calc->diags, SEVERITY_ERROR, place, "write figur: [one, other]",
             "figur: two formulas are expected, not %zu", figures->count);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < figures->count; i++)
        good =
            read_formula(audits, audit, figures->items[i].text, place, &audit->figures[i]) && good;
    audit->path = record_text(audit->spec, "tempat");
    Str first = figures->count > 0 ? figures->items[0].text : (Str){NULL, 0};
    if (str_ends(first, "[tahun]"))
        first = str_slice(first, 0, str_find(first, "[", 0));
    if (audit->path.size == 0 && is_path(first))
        audit->path = first;
    return good;
}

/* --- Names ----------------------------------------------------------------------------------- */

static bool check_types(Audits *audits, const Audit *audit)
{
    const List *types = record_list(audit->spec, "untuk");
    bool good = true;
    for (size_t i = 0; i < types->count; i++) {
        Str name = types->items[i].text;
        size_t count = 0;
        const Str *names = schema_type_names(audits->calc->schema, &count);
        if (schema_type(audits->calc->schema, name) != NULL)
            continue;
        diag(audits->calc->diags, SEVERITY_ERROR, record_place(audit->spec, "untuk"),
             suggestion(audits->arena, name, names, count), "unknown record type '%.*s'",
             STR_ARG(name));
        good = false;
    }
    return good;
}

/* The audits that silence this one stand before it, so that they have run already. */
static bool read_except(Audits *audits, Audit *audit)
{
    const List *names = record_list(audit->spec, "kecuali");
    audit->except = arena_array(audits->arena, names->count, sizeof(Audit *));
    audit->except_count = 0;
    for (size_t i = 0; i < names->count; i++) {
        Audit *other = NULL;
        for (size_t k = 0; k < audits->count && audits->items[k] != audit; k++)
            if (str_equal(audits->items[k]->name, names->items[i].text))
                other = audits->items[k];
        if (other == NULL) {
            diag(audits->calc->diags, SEVERITY_ERROR, record_place(audit->spec, "kecuali"),
                 "name an audit that is defined before this one",
                 "kecuali: no audit '%.*s' stands before '%.*s'", STR_ARG(names->items[i].text),
                 STR_ARG(audit->name));
            return false;
        }
        audit->except[audit->except_count++] = other;
    }
    return true;
}

/* An audit is decided by a formula for records of types that it names, or by a check. */
static bool check_form(Audits *audits, const Audit *audit)
{
    bool has_formula = record_text(audit->spec, "jika").size > 0;
    bool has_types = record_list(audit->spec, "untuk")->count > 0;
    if (audit->check == NULL && !has_formula)
        diag(audits->calc->diags, SEVERITY_ERROR, audit->place,
             "give a formula by 'jika' or a check by 'periksa'", "audit '%.*s' checks nothing",
             STR_ARG(audit->name));
    else if (has_formula && !has_types)
        diag(audits->calc->diags, SEVERITY_ERROR, audit->place,
             "name the types of its records: untuk: [kegiatan]",
             "audit '%.*s' has a formula, but it is not said for which records",
             STR_ARG(audit->name));
    else if (audit->check == NULL && record_text(audit->spec, "pesan").size == 0)
        diag(audits->calc->diags, SEVERITY_ERROR, audit->place, "say by 'pesan' what is wrong",
             "audit '%.*s' has no message", STR_ARG(audit->name));
    else
        return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

Str audit_words(Arena *arena, Str text)
{
    Buf out = {.arena = arena};
    for (size_t i = 0; i < text.size; i++) {
        char c = audit_lower(text.at[i]);
        if (is_letter(c))
            buf_byte(&out, c);
        else if (out.size > 0 && out.at[out.size - 1] != ' ')
            buf_byte(&out, ' ');
    }
    return str_trim(buf_str(&out));
}

static void read_words(Audits *audits, Audit *audit)
{
    static const char *const FIELDS[AUDIT_WORDS] = {
        [AUDIT_LOW_WORDS] = "kata",
        [AUDIT_NOT_LOW_WORDS] = "kecuali_kata",
        [AUDIT_HIGH_WORDS] = "kata_naik",
        [AUDIT_NOT_HIGH_WORDS] = "kecuali_kata_naik",
    };
    for (size_t i = 0; i < AUDIT_WORDS; i++) {
        const List *words = record_list(audit->spec, FIELDS[i]);
        audit->words[i] = arena_array(audits->arena, words->count + 1, sizeof(char *));
        size_t count = 0;
        for (size_t k = 0; k < words->count; k++) {
            Str phrase = audit_words(audits->arena, words->items[k].text);
            if (phrase.size > 0)
                audit->words[i][count++] = str_c(audits->arena, phrase);
        }
    }
}

bool audit_read(Audits *audits, Audit *audit)
{
    Str check = record_text(audit->spec, "periksa");
    audit->check = check.size > 0 ? audit_check_find(check) : NULL;
    if (!check_form(audits, audit) || !check_types(audits, audit) || !read_except(audits, audit))
        return false;
    audit->lowest = record_flag(audit->spec, "terbawah");
    read_words(audits, audit);
    Str condition = record_text(audit->spec, "jika");
    bool good = true;
    if (condition.size > 0)
        good = read_formula(audits, audit, condition, record_place(audit->spec, "jika"),
                            &audit->condition);
    return read_message(audits, audit) && read_figures(audits, audit) && good;
}
