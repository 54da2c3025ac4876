/* The config of a signing service: read, bound to its schema, and checked as a whole. */
#include "bsre/bsre.h"
#include "picture/picture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NIK_DIGITS = 16, LONGEST_SECRET = 1024 };

/* A config being checked. */
typedef struct Check {
    Arena *arena;
    Diags *diags;
    const Record *record;
    BsreConfig *config;
} Check;

static void wrong(Check *check, const char *field, const char *hint, const char *message)
{
    diag(check->diags, SEVERITY_ERROR, record_place(check->record, field), hint, "%s: %s", field,
         message);
}

static bool given(const Check *check, const char *field)
{
    return record_get(check->record, field).kind != VALUE_MISSING;
}

/* --- Secrets that do not belong there --------------------------------------------------------- */

/* Tells of a secret in the file without showing its line. */
static bool holds_secret(Diags *diags, const Node *tree, const char *path)
{
    static const char *const names[] = {"kata_sandi",  "password", "sandi", "passphrase",
                                        "frasa_sandi", "totp",     "otp",   "pin"};
    bool found = false;
    for (size_t i = 0; tree->kind == NODE_MAP && i < tree->count; i++) {
        const Member *member = &tree->members[i];
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            if (!str_is(member->key, names[k]) || member->value->kind != NODE_TEXT)
                continue;
            const char *hint =
                k == 0 ? "write {lingkungan: NAME} or {berkas: FILE}, and change the password: "
                         "others may have read it here"
                       : "the program asks for it when it signs; take it out, and change it: "
                         "others may have read it here";
            diag(diags, SEVERITY_ERROR, (Place){0}, hint,
                 "%s, line %u: '%s' must not stand in this file", path, member->key_place.line,
                 names[k]);
            found = true;
        }
    }
    return found;
}

/* --- Who and where ---------------------------------------------------------------------------- */

static void check_address(Check *check)
{
    Str address = record_text(check->record, "alamat");
    Str host = http_host(address);
    check->config->address = str_c(check->arena, address);
    if (host.size == 0 || str_find(address, " ", 0) != SIZE_MAX)
        wrong(check, "alamat", "write https://HOST", "this is no address");
    else if (host.at > address.at && host.at[-1] == '@')
        wrong(check, "alamat", "write the user in 'pengguna'", "a user's name stands in it");
    else if (str_find(address, "?", 0) != SIZE_MAX || str_find(address, "#", 0) != SIZE_MAX)
        wrong(check, "alamat", "write https://HOST", "nothing may stand behind '?' or '#'");
    else if (str_find(address, "/api/", 0) != SIZE_MAX || str_ends(address, "/api"))
        wrong(check, "alamat", "leave out what begins with /api: 'versi' says which it is",
              "only the service itself is meant");
    else if (str_starts(address, "http:") && !http_is_local(address))
        diag(check->diags, SEVERITY_WARNING, record_place(check->record, "alamat"),
             "use https where the service offers it",
             "alamat: passphrase and password travel readable for all in the network");
}

static void check_user(Check *check)
{
    Str user = record_text(check->record, "pengguna");
    check->config->user = str_c(check->arena, user);
    if (str_find(user, ":", 0) != SIZE_MAX)
        wrong(check, "pengguna", NULL, "a user's name holds no ':'");
    const Record *where = record_record(check->record, "kata_sandi");
    if (where == NULL)
        return;
    Str variable = record_text(where, "lingkungan");
    Str file = record_text(where, "berkas");
    if ((variable.size > 0) == (file.size > 0))
        wrong(check, "kata_sandi", "write {lingkungan: NAME} or {berkas: FILE}",
              "it must say one place where the password is");
    if (str_find(variable, "=", 0) != SIZE_MAX)
        diag(check->diags, SEVERITY_ERROR, (Place){0}, "only the variable's name is meant",
             "%s: kata_sandi.lingkungan holds '='", check->config->path);
    check->config->password_variable = variable;
    if (file.size > 0)
        check->config->password_file =
            path_join(check->arena, path_folder(str_from(check->config->path)), file);
}

static bool is_nik(Str nik)
{
    for (size_t i = 0; i < nik.size; i++)
        if (nik.at[i] < '0' || nik.at[i] > '9')
            return false;
    return nik.size == NIK_DIGITS;
}

static void check_signer(Check *check)
{
    BsreConfig *config = check->config;
    config->nik = record_text(check->record, "nik");
    config->email = record_text(check->record, "email");
    config->totp = str_is(record_text(check->record, "kredensial"), "totp");
    if (config->nik.size == 0 && config->email.size == 0)
        diag(check->diags, SEVERITY_ERROR, record_place(check->record, NULL),
             "the NIK of the person whose certificate signs", "'nik' is missing in 'bsre'");
    if (config->nik.size > 0 && config->email.size > 0)
        wrong(check, "email", "write nik or email", "the signer is named by 'nik' already");
    if (config->nik.size > 0 && !is_nik(config->nik))
        wrong(check, "nik", "write it in quotes, without spaces or dots", "a NIK has 16 digits");
    if (config->email.size > 0 && str_find(config->email, "@", 0) == SIZE_MAX)
        wrong(check, "email", NULL, "this is no e-mail address");
    if (config->version == 1 && config->email.size > 0)
        wrong(check, "email", "write nik", "version 1 of the service knows signers by NIK alone");
    if (config->version == 1 && config->totp)
        wrong(check, "kredensial", "write passphrase", "version 1 of the service knows no codes");
}

/* --- What shows ------------------------------------------------------------------------------- */

static int64_t length(const Record *record, const char *field)
{
    return record_int(record, field, 0);
}

static void check_box(Check *check)
{
    BsreConfig *config = check->config;
    const Record *box = record_record(check->record, "posisi");
    if (box == NULL)
        return;
    bool left = record_get(box, "kiri").kind != VALUE_MISSING;
    bool bottom = record_get(box, "bawah").kind != VALUE_MISSING;
    config->sized = true;
    config->placed = left && bottom;
    config->left = length(box, "kiri");
    config->bottom = length(box, "bawah");
    config->width = length(box, "lebar");
    config->height = length(box, "tinggi");
    if (left != bottom)
        wrong(check, "posisi", NULL, "'kiri' and 'bawah' belong together");
    if (config->left < 0 || config->bottom < 0)
        wrong(check, "posisi", "measure from the page's lower left corner",
              "it lies outside of the page");
    if (record_get(box, "lebar").kind != VALUE_MISSING &&
        record_get(box, "tinggi").kind != VALUE_MISSING &&
        (config->width <= 0 || config->height <= 0))
        wrong(check, "posisi", NULL, "'lebar' and 'tinggi' must be more than 0");
    if (config->anchor.size > 0 && (left || bottom))
        wrong(check, "posisi", "leave out 'kiri' and 'bawah', or 'jangkar'",
              "'jangkar' says already where it is");
    if (config->anchor.size == 0 && !config->placed)
        wrong(check, "posisi", "write 'kiri' and 'bawah' too, measured from the lower left corner",
              "a size alone is for 'jangkar'");
}

static void check_anchor(Check *check)
{
    BsreConfig *config = check->config;
    config->anchor = record_text(check->record, "jangkar");
    if (config->anchor.size > 0 && utf8_length(config->anchor) != 1)
        wrong(check, "jangkar", "write one that stands nowhere else in the document, as \"#\"",
              "this is more than one character");
    if (config->anchor.size > 0 && record_record(check->record, "posisi") == NULL &&
        !given(check, "posisi"))
        wrong(check, "jangkar", "write posisi: {lebar: 3cm, tinggi: 3cm}",
              "the size of the signature is missing");
    if (config->anchor.size > 0 && given(check, "halaman"))
        wrong(check, "halaman", "leave out 'halaman' or 'jangkar'",
              "'jangkar' says already where it is");
}

static void read_image(Check *check, Str name)
{
    BsreConfig *config = check->config;
    Place from = record_place(check->record, "gambar");
    Str path = path_join(check->arena, path_folder(str_from(config->path)), name);
    const Source *file =
        file_read(check->arena, check->diags, str_c(check->arena, path), BSRE_MAX_IMAGE, from);
    const Picture *picture =
        file != NULL ? picture_decode(check->arena, check->diags, file->text, path.at, from) : NULL;
    if (picture == NULL)
        return;
    bool sideways = picture_sideways(picture);
    config->image = file->text;
    config->image_width = sideways ? picture->height : picture->width;
    config->image_height = sideways ? picture->width : picture->height;
    config->jpeg = str_starts(file->text, "\xFF\xD8");
}

/* Each field that only a visible signature has. */
static void check_hidden(Check *check)
{
    static const char *const fields[] = {"halaman", "posisi", "jangkar", "gambar", "qr"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (given(check, fields[i]))
            wrong(check, fields[i], "leave it out, or write tampilan: terlihat",
                  "a hidden signature shows nothing");
}

static void check_look(Check *check)
{
    BsreConfig *config = check->config;
    config->visible = str_is(record_text(check->record, "tampilan"), "terlihat");
    if (!config->visible) {
        check_hidden(check);
        return;
    }
    Str image = record_text(check->record, "gambar");
    config->qr = record_text(check->record, "qr");
    config->page = record_int(check->record, "halaman", 0);
    config->corners = str_is(record_text(check->record, "kotak"), "sudut");
    if (given(check, "halaman") && config->page < 1)
        wrong(check, "halaman", NULL, "pages are counted from 1");
    check_anchor(check);
    check_box(check);
    if (config->page > 0 && !given(check, "posisi"))
        wrong(check, "halaman", "write 'posisi' too, or leave out 'halaman'",
              "the place on the page is missing");
    if (config->placed && !given(check, "halaman"))
        wrong(check, "posisi", "write 'halaman' too", "the page is missing");
    if (image.size > 0 && config->qr.size > 0)
        wrong(check, "qr", "leave one out", "there is a 'gambar' already");
    if (image.size == 0 && config->qr.size == 0)
        diag(check->diags, SEVERITY_ERROR, record_place(check->record, NULL),
             "name a picture in 'gambar', write a text in 'qr', or tampilan: tersembunyi",
             "'gambar' is missing in 'bsre': what a visible signature shows");
    if (image.size > 0)
        read_image(check, image);
}

/* --- The rest --------------------------------------------------------------------------------- */

static void check_way(Check *check)
{
    BsreConfig *config = check->config;
    int64_t seconds = record_int(check->record, "batas_waktu", 0);
    if (seconds < 1 || seconds > BSRE_MAX_SECONDS)
        wrong(check, "batas_waktu", "write seconds, from 1 to 3600", "this is no such time");
    config->seconds = (unsigned)seconds;
    Str ca = record_text(check->record, "sertifikat");
    if (ca.size > 0)
        config->ca_file =
            str_c(check->arena, path_join(check->arena, path_folder(str_from(config->path)), ca));
    if (config->ca_file != NULL)
        (void)file_read(check->arena, check->diags, config->ca_file, BSRE_MAX_IMAGE,
                        record_place(check->record, "sertifikat"));
    Str proxy = record_text(check->record, "proksi");
    Str host = http_host(proxy);
    if (proxy.size > 0 && (host.size == 0 || (host.at > proxy.at && host.at[-1] == '@')))
        wrong(check, "proksi", "write http://HOST:PORT", "this is no address of a proxy");
    config->proxy = proxy.size > 0 ? str_c(check->arena, proxy) : NULL;
}

static Schema *load_schema(Arena *arena, Diags *diags, const char *path)
{
    Schema *schema = schema_new(arena, diags);
    const Node *tree = data_load_file(arena, diags, path, (Place){0});
    if (tree == NULL || !schema_add(schema, tree) || !schema_resolve(schema))
        return NULL;
    if (schema_type(schema, STR("bsre")) != NULL)
        return schema;
    diag(diags, SEVERITY_ERROR, (Place){0}, "restore the program's own schema files",
         "'%s' has no record type 'bsre'", path);
    return NULL;
}

const BsreConfig *bsre_config(Arena *arena, Diags *diags, const char *schema, const char *path)
{
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    Schema *types = load_schema(arena, diags, schema);
    const Node *tree = types != NULL ? data_load_file(arena, diags, path, (Place){0}) : NULL;
    if (tree == NULL || holds_secret(diags, tree, path))
        return NULL;
    const Record *record = data_bind(arena, types, schema_type(types, STR("bsre")), tree, 0);
    if (record == NULL)
        return NULL;
    BsreConfig *config = arena_alloc(arena, sizeof *config);
    Check check = {arena, diags, record, config};
    config->record = record;
    config->path = str_c(arena, str_from(path));
    config->version = str_is(record_text(record, "versi"), "1") ? 1 : 2;
    config->check = record_flag(record, "periksa");
    config->reason = record_text(record, "alasan");
    config->location = record_text(record, "lokasi");
    config->contact = record_text(record, "kontak");
    /* What is missing altogether has been told. */
    if (given(&check, "alamat"))
        check_address(&check);
    check_user(&check);
    check_signer(&check);
    check_look(&check);
    check_way(&check);
    return diags_count(diags, SEVERITY_ERROR) == errors ? config : NULL;
}

/* --- The password ----------------------------------------------------------------------------- */

/* The first line of the bytes. */
static Str first_line(Str text)
{
    size_t end = str_find(text, "\n", 0);
    text = str_slice(text, 0, end != SIZE_MAX ? end : text.size);
    return text.size > 0 && text.at[text.size - 1] == '\r' ? str_slice(text, 0, text.size - 1)
                                                           : text;
}

static bool read_password_file(Arena *arena, Diags *diags, const char *path, Place from,
                               Secret *password)
{
    struct stat about;
    char bytes[LONGEST_SECRET];
    FILE *file = fopen(path, "rbe");
    if (file == NULL || fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode)) {
        if (file != NULL)
            fclose(file);
        diag(diags, SEVERITY_ERROR, from, "name a file whose first line is the password",
             "the file with the password, '%s', cannot be read", path);
        return false;
    }
    /* Not through a buffer that nobody wipes. */
    (void)setvbuf(file, NULL, _IONBF, 0);
    size_t got = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    Str line = first_line((Str){bytes, got});
    secret_add(password, line.at, line.size);
    secret_wipe(bytes, sizeof bytes);
    if ((about.st_mode & (S_IRGRP | S_IROTH)) != 0)
        diag(diags, SEVERITY_WARNING, from, str_format(arena, "chmod 600 %s", path).at,
             "others than its owner can read the file with the password, '%s'", path);
    return true;
}

static void take_variable(const char *name, Secret *password)
{
    char *value = getenv(name);
    if (value == NULL)
        return;
    size_t size = strlen(value);
    secret_add(password, value, size < LONGEST_SECRET ? size : 0);
    secret_wipe(value, size);
    (void)unsetenv(name);
}

bool bsre_password(Arena *arena, Diags *diags, const BsreConfig *config, Secret *password)
{
    Place from = record_place(config->record, "kata_sandi");
    if (config->password_file.size > 0) {
        if (!read_password_file(arena, diags, str_c(arena, config->password_file), from, password))
            return false;
    } else {
        take_variable(str_c(arena, config->password_variable), password);
    }
    Str text = secret_str(password);
    bool usable = text.size > 0 && memchr(text.at, '\0', text.size) == NULL;
    if (!usable && config->password_file.size > 0)
        diag(diags, SEVERITY_ERROR, from, "write it into the first line",
             "the file with the password, '%.*s', holds none", STR_ARG(config->password_file));
    else if (!usable)
        diag(diags, SEVERITY_ERROR, from, "set it for this one command",
             "the variable %.*s, which holds the password, is not set",
             STR_ARG(config->password_variable));
    return usable;
}
