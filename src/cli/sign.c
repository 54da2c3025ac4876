/* lakipdf sign: an electronic signature in a PDF. */
#include "sign/sign.h"
#include "cli/cli.h"
#include "http/http.h"

#include <string.h>
#include <time.h>

enum {
    LARGEST_PDF = 1024 * 1024 * 1024,
    LARGEST_CA = 64 * 1024 * 1024,
    MOST_MILLIMETRES = 5000,
    PER_MILLIMETRE = 1000,
};

/* What the command line says, as written. */
typedef struct Asked {
    const char *file, *output;
    const char *signer;
    const char *p12, *pkcs11, *chain, *fd;
    const char *tsa, *tsa_ca;
    const char *bsre;
    const char *name, *office, *qr, *reason, *place;
    const char *page, *at, *fields;
    const char *certify;
    bool pss, no_look, invisible, lock;
} Asked;

typedef struct Run {
    Session *session;
    Asked asked;
    SignRequest request;
    const Source *source;
    Output output;
    Str tail;
} Run;

/* --- The command line ------------------------------------------------------------------------- */

/* Thousandths of a millimetre with up to three decimals; false where it is no such number. */
static bool read_millimetres(const char **at, int64_t *value)
{
    int64_t whole = 0;
    const char *from = *at;
    for (; **at >= '0' && **at <= '9' && whole <= MOST_MILLIMETRES; ++*at)
        whole = whole * 10 + (**at - '0');
    bool good = *at > from && whole <= MOST_MILLIMETRES;
    *value = whole * PER_MILLIMETRE;
    if (**at != '.')
        return good;
    ++*at;
    int64_t weight = PER_MILLIMETRE / 10;
    for (; **at >= '0' && **at <= '9' && weight > 0; ++*at, weight /= 10)
        *value += weight * (**at - '0');
    return good && (**at < '0' || **at > '9');
}

static bool skip(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    ++*at;
    return true;
}

/* "X,Y,WxH" in millimetres, as thousandths of a point. */
static bool read_box(const char **at, int64_t box[4])
{
    /* A point is 25.4/72 mm. */
    enum { POINTS = 72 * 10, MILLIMETRES = 254 };
    bool good = read_millimetres(at, &box[0]) && skip(at, ',') && read_millimetres(at, &box[1]) &&
                skip(at, ',') && read_millimetres(at, &box[2]) && skip(at, 'x') &&
                read_millimetres(at, &box[3]) && box[2] > 0 && box[3] > 0;
    for (size_t i = 0; i < 4; i++)
        box[i] = (box[i] * POINTS + MILLIMETRES / 2) / MILLIMETRES;
    return good;
}

/* A number of a page; 0 where there is none. */
static size_t read_page_number(const char **at)
{
    size_t number = 0;
    for (; **at >= '0' && **at <= '9' && number < LAYOUT_MAX_PAGES; ++*at)
        number = number * 10 + (size_t)(**at - '0');
    return number;
}

static bool read_at(Run *run)
{
    const char *at = run->asked.at;
    if (read_box(&at, run->request.box) && *at == '\0')
        return true;
    diag(run->session->diags, SEVERITY_USAGE, (Place){0},
         "such as --at 110,230,80x25: X,Y,WxH in millimetres from the page's upper left corner",
         "--at is '%s', which is no place", run->asked.at);
    return false;
}

static bool read_page(Run *run)
{
    const char *at = run->asked.page;
    run->request.page = read_page_number(&at);
    if (run->request.page > 0 && *at == '\0')
        return true;
    diag(run->session->diags, SEVERITY_USAGE, (Place){0}, "pages are counted from 1",
         "--page is '%s', which is no page", run->asked.page);
    return false;
}

/* "NAME=PAGE:X,Y,WxH", with spaces between several. */
static bool read_fields(Run *run)
{
    Arena *arena = run->session->arena;
    SignRoom *rooms = NULL;
    size_t capacity = 0;
    size_t count = 0;
    const char *at = run->asked.fields;
    bool good = true;
    while (good && *at != '\0') {
        size_t size = strcspn(at, "= ");
        SignRoom *room = arena_push(arena, &rooms, &capacity, count++, sizeof *room);
        room->name = (Str){at, size};
        at += size;
        good = size > 0 && skip(&at, '=') && (room->page = read_page_number(&at)) > 0 &&
               skip(&at, ':') && read_box(&at, room->box) && (*at == '\0' || *at == ' ');
        at += good ? strspn(at, " ") : 0;
    }
    run->request.rooms = rooms;
    run->request.room_count = count;
    if (!good || count == 0)
        diag(run->session->diags, SEVERITY_USAGE, (Place){0},
             "such as --fields 'saksi=3:20,230,80x25 bupati=3:110,230,80x25': NAME=PAGE:X,Y,WxH",
             "--fields is '%s', which is no list of fields", run->asked.fields);
    return good && count > 0;
}

static bool read_certify(Run *run)
{
    const char *text = run->asked.certify;
    if (strlen(text) == 1 && text[0] >= '1' && text[0] <= '3') {
        run->request.certify = (Certify)(text[0] - '0');
        return true;
    }
    diag(run->session->diags, SEVERITY_USAGE, (Place){0},
         "1: nothing may change; 2: forms and signatures may be added; 3: comments, too",
         "--certify is '%s', not 1, 2 or 3", text);
    return false;
}

/* What does not go together. */
static bool check_together(const Run *run)
{
    const Asked *asked = &run->asked;
    const struct {
        bool wrong;
        const char *message;
    } rules[] = {
        {asked->output == NULL, "no output file given; -o may name the PDF itself"},
        {asked->p12 == NULL && asked->pkcs11 == NULL,
         "no key given: --p12 FILE, --pkcs11 URI or --bsre CONFIG"},
        {asked->p12 != NULL && asked->pkcs11 != NULL, "--p12 and --pkcs11: only one key can sign"},
        {asked->invisible && asked->at != NULL, "--invisible and --at: only one is possible"},
        {asked->page != NULL && asked->at == NULL, "--page needs --at"},
        {asked->tsa_ca != NULL && asked->tsa == NULL, "--tsa-ca needs --tsa"},
        {asked->no_look && asked->qr != NULL, "--no-look and --qr: only one is possible"},
        {asked->invisible && asked->qr != NULL, "--invisible and --qr: only one is possible"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!rules[i].wrong)
            continue;
        usage_error(run->session, &command_sign, "%s", rules[i].message);
        return false;
    }
    return true;
}

/* Whom to ask for a time stamp, before anybody is asked for a passphrase. */
static bool check_authority(const Run *run)
{
    Session *session = run->session;
    const Asked *asked = &run->asked;
    if (asked->tsa == NULL)
        return true;
    if (http_host(str_from(asked->tsa)).size == 0) {
        diag(session->diags, SEVERITY_USAGE, (Place){0},
             "such as --tsa http://tsa.contoh.go.id/tsr: http or https",
             "--tsa is '%s', which is no address", asked->tsa);
        return false;
    }
    if (asked->tsa_ca == NULL)
        return true;
    const Source *file =
        file_read(session->arena, session->diags, asked->tsa_ca, LARGEST_CA, (Place){0});
    if (file == NULL || str_find(file->text, "-----BEGIN ", 0) != SIZE_MAX)
        return file != NULL;
    diag(session->diags, SEVERITY_ERROR, (Place){.source = file},
         "certificates in it stand between BEGIN and END CERTIFICATE",
         "--tsa-ca: it holds no certificate in PEM");
    return false;
}

static bool read_request(Run *run)
{
    const Asked *asked = &run->asked;
    SignRequest *request = &run->request;
    *request = (SignRequest){
        .pss = asked->pss,
        .field = str_from(asked->signer),
        .adds = asked->invisible || asked->at != NULL,
        .visible = asked->at != NULL,
        .look = {.name = str_from(asked->name),
                 .office = str_from(asked->office),
                 .qr = str_from(asked->qr),
                 .none = asked->no_look},
        .lock = asked->lock,
        .reason = str_from(asked->reason),
        .place = str_from(asked->place),
        .tsa = asked->tsa,
        .tsa_ca = asked->tsa_ca,
    };
    if (!check_together(run) || (asked->at != NULL && !read_at(run)) ||
        (asked->page != NULL && !read_page(run)) || (asked->fields != NULL && !read_fields(run)) ||
        (asked->certify != NULL && !read_certify(run)) || !check_authority(run) ||
        !session_epoch(run->session, &request->epoch))
        return false;
    if (request->epoch < 0)
        request->epoch = (int64_t)time(NULL);
    return true;
}

/* --- The key ---------------------------------------------------------------------------------- */

static KeyLoad load(Run *run, const Secret *secret)
{
    const Asked *asked = &run->asked;
    return asked->p12 != NULL ? sign_key_p12(run->request.key, asked->p12, secret)
                              : sign_key_pkcs11(run->request.key, asked->pkcs11, secret);
}

/* Asks for the passphrase where one is needed. */
static bool load_key(Run *run)
{
    Session *session = run->session;
    const Asked *asked = &run->asked;
    KeyLoad loaded = load(run, NULL);
    if (loaded == KEY_ASKS) {
        Str prompt = asked->p12 != NULL ? str_format(session->arena, "Passphrase of %s", asked->p12)
                                        : str_format(session->arena, "PIN of the token");
        if (!passphrase_read(session, &command_sign, asked->fd, str_c(session->arena, prompt)))
            return false;
        loaded = load(run, session->secret);
    }
    passphrase_forget();
    /* A token may ask again for each signature. */
    if (asked->p12 != NULL) {
        secret_drop(session->secret);
        session->secret = NULL;
    }
    return loaded == KEY_LOADED &&
           (asked->chain == NULL || sign_key_chain(run->request.key, asked->chain));
}

/* --- Signing ---------------------------------------------------------------------------------- */

static bool write_signed(void *context, OutFile *file)
{
    const Run *run = context;
    return out_write(file, run->source->text.at, run->source->text.size) &&
           out_write(file, run->tail.at, run->tail.size);
}

static void sign(void *context)
{
    Run *run = context;
    Session *session = run->session;
    run->source =
        file_read(session->arena, session->diags, run->asked.file, LARGEST_PDF, (Place){0});
    run->output = (Output){.path = run->asked.output,
                           .kind = "a PDF",
                           .begins = "%PDF-",
                           .write = write_signed,
                           .context = run,
                           .keeps_signed = !session->replace_signed,
                           .input = run->asked.file};
    /* Before anybody is asked for a passphrase. */
    if (run->source == NULL || !output_may_replace(session, &run->output) || !load_key(run))
        return;
    run->request.fonts = session_fonts(session);
    if (run->request.fonts == NULL ||
        !sign_pdf(session->arena, session->diags, run->source, &run->request, &run->tail))
        return;
    /* Something may be missing in the signature that only later would be found missing. */
    if (openssl_ran_out())
        memory_fail(arena_memory(session->arena));
    /* What is left is to write: no key is needed for that. */
    sign_key_drop(run->request.key);
    output_write(session, &run->output);
}

/* A service signs: how, its config says. */
static void sign_elsewhere(const Run *run)
{
    const Asked *asked = &run->asked;
    const struct {
        bool given;
        const char *name;
    } others[] = {
        {asked->p12 != NULL, "p12"},         {asked->pkcs11 != NULL, "pkcs11"},
        {asked->chain != NULL, "chain"},     {asked->tsa != NULL, "tsa"},
        {asked->tsa_ca != NULL, "tsa-ca"},   {asked->pss, "pss"},
        {asked->name != NULL, "name"},       {asked->office != NULL, "office"},
        {asked->qr != NULL, "qr"},           {asked->reason != NULL, "reason"},
        {asked->place != NULL, "place"},     {asked->no_look, "no-look"},
        {asked->page != NULL, "page"},       {asked->at != NULL, "at"},
        {asked->invisible, "invisible"},     {asked->lock, "lock"},
        {asked->certify != NULL, "certify"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!others[i].given)
            continue;
        usage_error(run->session, &command_sign,
                    "--bsre and --%s: the service signs as its config says", others[i].name);
        return;
    }
    if (asked->output == NULL) {
        usage_error(run->session, &command_sign,
                    "no output file given; -o may name the PDF itself");
        return;
    }
    SignBsre request = {asked->bsre, asked->file, asked->output, asked->signer, asked->fd};
    sign_bsre(run->session, &command_sign, &request);
}

static void run(Session *session, int argc, char **argv)
{
    Run run = {.session = session};
    Asked *asked = &run.asked;
    const Option options[] = {
        {"signer", 0, &asked->signer, NULL},
        {"p12", 0, &asked->p12, NULL},
        {"pkcs11", 0, &asked->pkcs11, NULL},
        {"chain", 0, &asked->chain, NULL},
        {"passphrase-fd", 0, &asked->fd, NULL},
        {"output", 'o', &asked->output, NULL},
        {"tsa", 0, &asked->tsa, NULL},
        {"tsa-ca", 0, &asked->tsa_ca, NULL},
        {"bsre", 0, &asked->bsre, NULL},
        {"pss", 0, NULL, &asked->pss},
        {"name", 0, &asked->name, NULL},
        {"office", 0, &asked->office, NULL},
        {"qr", 0, &asked->qr, NULL},
        {"reason", 0, &asked->reason, NULL},
        {"place", 0, &asked->place, NULL},
        {"no-look", 0, NULL, &asked->no_look},
        {"page", 0, &asked->page, NULL},
        {"at", 0, &asked->at, NULL},
        {"fields", 0, &asked->fields, NULL},
        {"invisible", 0, NULL, &asked->invisible},
        {"certify", 0, &asked->certify, NULL},
        {"lock", 0, NULL, &asked->lock},
        {"replace-signed", 0, NULL, &session->replace_signed},
    };
    if (!options_parse(session, &command_sign, argc, argv, options,
                       sizeof options / sizeof *options, &asked->file, 1))
        return;
    (void)secret_begin();
    openssl_begin(arena_memory(session->arena));
    if (asked->bsre != NULL) {
        sign_elsewhere(&run);
        return;
    }
    if (!read_request(&run))
        return;
    run.request.key = sign_key_new(session->arena, session->diags);
    bool kept = arena_try(arena_memory(session->arena), sign, &run);
    sign_key_drop(run.request.key);
    if (!kept)
        memory_fail(arena_memory(session->arena));
}

const Command command_sign = {
    .name = "sign",
    .summary = "sign a PDF electronically",
    .usage =
        "sign FILE.pdf -o SIGNED.pdf --p12 KEY.p12 [--signer NAME] [OPTIONS]\n"
        "\n"
        "  -o, --output FILE    the signed PDF; it may be FILE.pdf itself\n"
        "  --replace-signed     write over another PDF that is signed: its signatures are lost\n"
        "  --signer NAME        whose field to sign, 'kepala'; may be left out where one is open\n"
        "  --p12 FILE           key and certificates, PKCS#12\n"
        "  --pkcs11 URI         a key on a token: pkcs11:token=NAME;object=NAME?module-path=FILE\n"
        "  --chain FILE         PEM: more certificates, up to the root\n"
        "  --passphrase-fd N    read the passphrase, or PIN, from this descriptor; else it is\n"
        "                       LAKIPDF_PASSPHRASE, or asked for\n"
        "  --bsre CONFIG        no key: have the E-Sign Client Service of BSrE sign that this\n"
        "                       file describes; of the other options only --signer, -o,\n"
        "                       --passphrase-fd and --replace-signed go with it\n"
        "  --tsa URL            add a time stamp of this authority (PAdES B-T)\n"
        "  --tsa-ca FILE        PEM: whom its https is trusted by\n"
        "  --pss                RSA with PSS, not PKCS #1 v1.5\n"
        "\n"
        "  --name, --office     what is seen; else what certificate and field say\n"
        "  --qr TEXT            with this QR code\n"
        "  --reason, --place    why and where, for programs that show it\n"
        "  --no-look            nothing is seen\n"
        "  --at X,Y,WxH         a new field there, in millimetres from the upper left corner\n"
        "  --page N             on this page; else the first\n"
        "  --invisible          a new field that is not seen\n"
        "  --fields LIST        with the first signature: fields for those who sign later,\n"
        "                       'NAME=PAGE:X,Y,WxH ...'\n"
        "\n"
        "  --certify 1|2|3      the first signature: nothing may change after it; forms and\n"
        "                       signatures may be added; comments, too\n"
        "  --lock               the last signature: nobody can sign or fill after it",
    .run = run,
};
