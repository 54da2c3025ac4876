/* Certificates and revocation data that chains are checked with: those of the command line, of the
 * system, and of the file's document security store (ETSI EN 319 142-1, 5.4.2). */
#include "verify/work.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#define SYSTEM_STORE "/etc/ssl/certs"

/* --- Collecting ------------------------------------------------------------------------------- */

static void drop_store(void *store)
{
    X509_STORE_free(store);
}

static void drop_answer(void *answer)
{
    OCSP_BASICRESP_free(answer);
}

void material_add_cert(Work *work, Material *material, X509 *cert)
{
    if (material->certs == NULL)
        material->certs = work_need(work, sk_X509_new_null(), drop_certs);
    if (sk_X509_push(material->certs, cert) == 0) {
        X509_free(cert);
        memory_fail(arena_memory(work->arena));
    }
}

static void add_crl(Work *work, Material *material, X509_CRL *crl)
{
    if (material->crls == NULL)
        material->crls = work_need(work, sk_X509_CRL_new_null(), drop_crls);
    if (sk_X509_CRL_push(material->crls, crl) == 0) {
        X509_CRL_free(crl);
        memory_fail(arena_memory(work->arena));
    }
}

bool material_add_crl(Work *work, Material *material, Str der)
{
    const unsigned char *at = (const unsigned char *)der.at;
    bool room = material->crls == NULL || sk_X509_CRL_num(material->crls) < MOST_REVOCATIONS;
    X509_CRL *crl = room && der.size <= LONG_MAX ? d2i_X509_CRL(NULL, &at, (long)der.size) : NULL;
    ERR_clear_error();
    if (crl != NULL)
        add_crl(work, material, crl);
    return crl != NULL;
}

bool material_add_ocsp(Work *work, Material *material, Str der)
{
    const unsigned char *at = (const unsigned char *)der.at;
    bool room = material->answer_count < MOST_REVOCATIONS && der.size <= LONG_MAX;
    OCSP_RESPONSE *response = room ? d2i_OCSP_RESPONSE(NULL, &at, (long)der.size) : NULL;
    bool answers =
        response != NULL && OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL;
    OCSP_BASICRESP *answer = answers ? OCSP_response_get1_basic(response) : NULL;
    OCSP_RESPONSE_free(response);
    ERR_clear_error();
    if (work_hold(work, answer, drop_answer) == NULL)
        return false;
    OCSP_BASICRESP **slot = arena_push(work->arena, &material->answers, &material->answer_capacity,
                                       material->answer_count, sizeof *slot);
    *slot = answer;
    material->answer_count++;
    return true;
}

/* --- Files of the command line ---------------------------------------------------------------- */

/* A BIO over the file's text, which must stay. */
static BIO *text_bio(Work *work, const Source *file)
{
    size_t size = file->text.size < INT_MAX ? file->text.size : INT_MAX;
    BIO *bio = BIO_new_mem_buf(size > 0 ? file->text.at : "", (int)size);
    if (bio == NULL)
        memory_fail(arena_memory(work->arena));
    return bio;
}

static bool is_pem(const Source *file)
{
    return str_find(file->text, "-----BEGIN ", 0) != SIZE_MAX;
}

static bool wrong_file(Work *work, const Source *file, const char *what)
{
    ERR_clear_error();
    diag(work->diags, SEVERITY_ERROR, (Place){.source = file}, NULL, "it holds no %s", what);
    return false;
}

static bool load_anchors(Work *work, const Source *file)
{
    const unsigned char *at = (const unsigned char *)file->text.at;
    int before = sk_X509_num(work->anchors);
    X509 *cert = NULL;
    if (!is_pem(file)) {
        cert = file->text.size <= LONG_MAX ? d2i_X509(NULL, &at, (long)file->text.size) : NULL;
        if (cert == NULL || sk_X509_push(work->anchors, cert) == 0)
            X509_free(cert);
    } else {
        BIO *bio = text_bio(work, file);
        while ((cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
            if (sk_X509_push(work->anchors, cert) == 0)
                X509_free(cert);
        BIO_free(bio);
    }
    ERR_clear_error();
    for (int i = before; i < sk_X509_num(work->anchors); i++)
        X509_STORE_add_cert(work->store, sk_X509_value(work->anchors, i));
    return sk_X509_num(work->anchors) > before ||
           wrong_file(work, file, "certificate (PEM or DER)");
}

static bool load_crls(Work *work, const Source *file)
{
    X509_CRL *crl = NULL;
    bool found = false;
    if (!is_pem(file))
        return material_add_crl(work, &work->material, file->text) ||
               wrong_file(work, file, "certificate revocation list (PEM or DER)");
    BIO *bio = text_bio(work, file);
    while ((crl = PEM_read_bio_X509_CRL(bio, NULL, NULL, NULL)) != NULL) {
        found = true;
        add_crl(work, &work->material, crl);
    }
    BIO_free(bio);
    ERR_clear_error();
    return found || wrong_file(work, file, "certificate revocation list (PEM or DER)");
}

bool material_load(Work *work)
{
    const VerifyOptions *options = work->options;
    bool good = true;
    work->store = work_need(work, X509_STORE_new(), drop_store);
    if (options->trusted_count == 0)
        X509_STORE_load_path(work->store, SYSTEM_STORE);
    else
        work->anchors = work_need(work, sk_X509_new_null(), drop_certs);
    for (size_t i = 0; i < options->trusted_count; i++)
        good = load_anchors(work, options->trusted[i]) && good;
    for (size_t i = 0; i < options->crl_count; i++)
        good = load_crls(work, options->crls[i]) && good;
    for (size_t i = 0; i < options->ocsp_count; i++)
        good = (material_add_ocsp(work, &work->material, options->ocsps[i]->text) ||
                wrong_file(work, options->ocsps[i], "answer of an OCSP responder (DER)")) &&
               good;
    ERR_clear_error();
    return good;
}

/* --- The file's own --------------------------------------------------------------------------- */

typedef enum StoreKind {
    STORE_CERTS,
    STORE_CRLS,
    STORE_OCSPS,
} StoreKind;

static void add_stored(Work *work, StoreKind kind, Str der)
{
    Material *material = &work->material;
    const unsigned char *at = (const unsigned char *)der.at;
    if (kind == STORE_CRLS) {
        material_add_crl(work, material, der);
    } else if (kind == STORE_OCSPS) {
        material_add_ocsp(work, material, der);
    } else if (material->certs == NULL || sk_X509_num(material->certs) < MOST_CERTIFICATES) {
        X509 *cert = d2i_X509(NULL, &at, (long)der.size);
        ERR_clear_error();
        if (cert != NULL)
            material_add_cert(work, material, cert);
    }
}

void material_load_dss(Work *work)
{
    static const char *const keys[] = {"Certs", "CRLs", "OCSPs"};
    const PdfValue *catalog = pdf_get(work->file, pdf_trailer(work->file), "Root");
    const PdfValue *store = pdf_get(work->file, catalog, "DSS");
    size_t left = MOST_MATERIAL;
    for (int kind = STORE_CERTS; kind <= STORE_OCSPS; kind++) {
        const PdfValue *list = pdf_get(work->file, store, keys[kind]);
        for (size_t i = 0; list->kind == PDF_ARRAY && i < list->count && i < MOST_REVOCATIONS;
             i++) {
            const PdfValue *stream = pdf_item(work->file, list, i);
            Str der;
            if (stream->kind != PDF_STREAM ||
                !pdf_decode(work->file, stream, work->arena, left, &der))
                continue;
            left -= der.size;
            add_stored(work, (StoreKind)kind, der);
        }
    }
}
