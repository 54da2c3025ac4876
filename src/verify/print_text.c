/* A report for people. */
#include "verify/work.h"

/* Text of the file: what would play with a terminal or with the order of letters is replaced. */
static void put_safe(Buf *out, Str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        bool odd = character < ' ' || (character >= 0x7F && character < 0xA0) ||
                   (character >= 0x200B && character <= 0x200F) ||
                   (character >= 0x2028 && character <= 0x202E) ||
                   (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF ||
                   character == UTF8_BAD;
        buf_char(out, odd ? 0xFFFD : character);
    }
}

static void put_line(Buf *out, const char *label, Str text)
{
    if (text.size == 0)
        return;
    buf_format(out, "  %-13s", label);
    put_safe(out, text);
    buf_byte(out, '\n');
}

static void put_validity(Buf *out, const Certificate *certificate)
{
    buf_format(out, "  %-13sserial %.*s, valid %.*s to %.*s\n", "", STR_ARG(certificate->serial),
               STR_ARG(time_text(out->arena, certificate->from)),
               STR_ARG(time_text(out->arena, certificate->to)));
}

static void put_signer(Buf *out, const SignatureReport *signature)
{
    if (!signature->has_signer) {
        put_line(out, "Signer", STR("not known"));
        return;
    }
    put_line(out, "Signer", signature->signer.name);
    put_line(out, "Certificate", signature->signer.subject);
    put_validity(out, &signature->signer);
    put_line(out, "Issuer", signature->signer.issuer);
}

static void put_times(Buf *out, const SignatureReport *signature)
{
    const Stamp *stamp = &signature->stamp;
    if (signature->claimed.size > 0)
        put_line(out, "Time",
                 str_format(out->arena, "%.*s, as the signer's computer says",
                            STR_ARG(signature->claimed)));
    if (!stamp->there)
        return;
    Str time = stamp->time != 0 ? time_text(out->arena, stamp->time) : STR("no time");
    put_line(out, "Timestamp",
             str_format(out->arena, "%.*s, by '%.*s': %s", STR_ARG(time),
                        STR_ARG(stamp->signer.name), stamp->good ? "good" : "NOT GOOD"));
    /* Of a document timestamp, these are the signature's own. */
    for (size_t i = 0; signature->kind != SIGNATURE_STAMP && i < stamp->problem_count; i++)
        put_line(out, "", stamp->problems[i].text);
}

static void put_bytes(Buf *out, const VerifyReport *report, const SignatureReport *signature)
{
    put_line(out, "Bytes",
             str_format(out->arena, "%s%s%.*s", signature->intact ? "intact" : "NOT INTACT",
                        signature->algorithm.size > 0 ? ": " : "", STR_ARG(signature->algorithm)));
    if (signature->whole_file)
        put_line(out, "Covers", STR("the whole file"));
    else if (signature->revision != 0)
        put_line(out, "Covers",
                 str_format(out->arena, "revision %u of %u: %zu of %zu bytes", signature->revision,
                            report->revisions, signature->signed_to, report->size));
    else
        put_line(out, "Covers", STR("no revision of the file"));
}

static void put_trust(Buf *out, const SignatureReport *signature)
{
    static const char *const words[] = {
        [REVOCATION_UNKNOWN] = "not known: ",
        [REVOCATION_GOOD] = "",
        [REVOCATION_REVOKED] = "REVOKED: ",
    };
    const Trust *trust = &signature->trust;
    if (!signature->has_signer)
        return;
    Buf chain = {.arena = out->arena};
    buf_text(&chain, trust->trusted ? "trusted: " : "NOT TRUSTED: ");
    for (size_t i = 0; i < trust->chain_count; i++) {
        buf_text(&chain, i > 0 ? " < " : "");
        buf_add(&chain, trust->chain[i]);
    }
    put_line(out, "Trust", buf_str(&chain));
    put_line(out, "Revocation",
             str_format(out->arena, "%s%.*s", words[trust->revocation],
                        STR_ARG(trust->revocation_text)));
}

static void put_permission(Buf *out, const SignatureReport *signature)
{
    static const char *const levels[] = {
        "",
        "nothing",
        "forms may be filled in and signed",
        "forms may be filled in and signed, annotations made",
    };
    if (signature->permission != 0)
        put_line(out, "Permits", str_from(levels[signature->permission]));
    if (signature->locks.size > 0)
        put_line(out, "Locks", str_format(out->arena, "%.*s fields", STR_ARG(signature->locks)));
}

static void put_change(Buf *out, const VerifyReport *report, const JudgedChange *judged)
{
    const Change *change = judged->change;
    Buf line = {.arena = out->arena};
    if (change->revision <= report->revisions)
        buf_format(&line, "revision %u: ", change->revision);
    if (change->page != 0)
        buf_format(&line, "page %u: ", change->page);
    if (change->field.size > 0)
        buf_format(&line, "'%.*s': ", STR_ARG(change->field));
    buf_add(&line, change->text);
    if (change->object != 0)
        buf_format(&line, " (object %u)", change->object);
    if (change->hidden)
        buf_text(&line, "; it stood hidden in what was signed");
    if (change->covers)
        buf_text(&line, "; it lies, or may lie, over text of the page");
    if (change->draws && !judged->allowed)
        buf_text(&line, "; it can draw over what was signed, or uncover it");
    buf_text(&line, judged->allowed ? ": allowed" : ": NOT ALLOWED");
    put_line(out, "", buf_str(&line));
}

static void put_signature(Buf *out, const VerifyReport *report, const SignatureReport *signature,
                          size_t number)
{
    static const char *const kinds[] = {
        [SIGNATURE_APPROVAL] = "signature",
        [SIGNATURE_CERTIFICATION] = "certification",
        [SIGNATURE_STAMP] = "document timestamp",
    };
    buf_format(out, "\n%zu. %s", number, kinds[signature->kind]);
    if (signature->field.size > 0) {
        buf_text(out, " '");
        put_safe(out, signature->field);
        buf_byte(out, '\'');
    }
    buf_format(out, ": %s\n", signature->good ? "GOOD" : "NOT GOOD");
    put_signer(out, signature);
    put_line(out, "Reason", signature->reason);
    put_line(out, "Location", signature->location);
    put_times(out, signature);
    put_bytes(out, report, signature);
    put_trust(out, signature);
    put_permission(out, signature);
    if (signature->change_count > 0)
        put_line(out, "Changed later", STR(":"));
    for (size_t i = 0; i < signature->change_count; i++)
        put_change(out, report, &signature->changes[i]);
    for (size_t i = 0; i < signature->problem_count; i++)
        put_line(out, i == 0 ? "Problems" : "", signature->problems[i].text);
}

void verify_print_text(const VerifyReport *report, Buf *out)
{
    size_t good = 0;
    for (size_t i = 0; i < report->signature_count; i++)
        good += report->signatures[i].good;
    put_safe(out, report->file);
    if (report->signature_count == 0)
        buf_text(out, ": NOT SIGNED\n");
    else
        buf_format(out, ": %s (%zu of %zu signature%s good, %u revision%s)\n",
                   report->good ? "GOOD" : "NOT GOOD", good, report->signature_count,
                   report->signature_count == 1 ? "" : "s", report->revisions,
                   report->revisions == 1 ? "" : "s");
    for (size_t i = 0; i < report->signature_count; i++)
        put_signature(out, report, &report->signatures[i], i + 1);
}
