/* A report for programs. Names and words stay as they are; new ones may be added. */
#include "verify/work.h"

/* --- JSON ------------------------------------------------------------------------------------- */

typedef struct Json {
    Buf *out;
    int depth;
    bool first; /* of the object or array */
} Json;

static void next_line(Json *json)
{
    if (!json->first)
        buf_byte(json->out, ',');
    json->first = false;
    buf_format(json->out, "\n%*s", json->depth * 2, "");
}

static void put_string(Buf *out, Str text)
{
    buf_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        uint32_t character = utf8_next(text, &at);
        if (character == '"' || character == '\\')
            buf_format(out, "\\%c", (char)character);
        else if (character < 0x20 || character == 0x7F)
            buf_format(out, "\\u%04x", (unsigned)character);
        else
            buf_char(out, character == UTF8_BAD ? 0xFFFD : character);
    }
    buf_byte(out, '"');
}

static void put_key(Json *json, const char *key)
{
    next_line(json);
    buf_format(json->out, "\"%s\": ", key);
}

/* An empty text is null. */
static void put_text(Json *json, const char *key, Str text)
{
    put_key(json, key);
    if (text.size == 0)
        buf_text(json->out, "null");
    else
        put_string(json->out, text);
}

static void put_word(Json *json, const char *key, const char *word)
{
    put_text(json, key, str_from(word));
}

static void put_bool(Json *json, const char *key, bool truth)
{
    put_key(json, key);
    buf_text(json->out, truth ? "true" : "false");
}

/* 0 is null, where it means none. */
static void put_number(Json *json, const char *key, size_t number, bool zero_is_none)
{
    put_key(json, key);
    if (number == 0 && zero_is_none)
        buf_text(json->out, "null");
    else
        buf_format(json->out, "%zu", number);
}

static void put_time(Json *json, const char *key, int64_t time)
{
    put_text(json, key, time_iso(json->out->arena, time));
}

static void open(Json *json, char bracket)
{
    buf_byte(json->out, bracket);
    json->depth++;
    json->first = true;
}

static void close(Json *json, char bracket)
{
    json->depth--;
    if (!json->first)
        buf_format(json->out, "\n%*s", json->depth * 2, "");
    buf_byte(json->out, bracket);
    json->first = false;
}

/* --- The report ------------------------------------------------------------------------------- */

static void put_certificate(Json *json, const char *key, const Certificate *certificate)
{
    put_key(json, key);
    if (certificate->sha256.size == 0) {
        buf_text(json->out, "null");
        return;
    }
    open(json, '{');
    put_text(json, "name", certificate->name);
    put_text(json, "subject", certificate->subject);
    put_text(json, "issuer", certificate->issuer);
    put_text(json, "serial", certificate->serial);
    put_text(json, "sha256", certificate->sha256);
    put_time(json, "valid_from", certificate->from);
    put_time(json, "valid_to", certificate->to);
    close(json, '}');
}

static void put_problems(Json *json, const Problem *problems, size_t count)
{
    put_key(json, "problems");
    open(json, '[');
    for (size_t i = 0; i < count; i++) {
        next_line(json);
        open(json, '{');
        put_word(json, "code", problem_word(problems[i].code));
        put_text(json, "text", problems[i].text);
        close(json, '}');
    }
    close(json, ']');
}

static void put_trust(Json *json, const Trust *trust)
{
    static const char *const words[] = {
        [REVOCATION_UNKNOWN] = "unknown",
        [REVOCATION_GOOD] = "good",
        [REVOCATION_REVOKED] = "revoked",
    };
    put_bool(json, "trusted", trust->trusted);
    put_key(json, "chain");
    open(json, '[');
    for (size_t i = 0; i < trust->chain_count; i++) {
        next_line(json);
        put_string(json->out, trust->chain[i]);
    }
    close(json, ']');
    put_time(json, "checked_at", trust->at);
    put_word(json, "revocation", words[trust->revocation]);
    put_text(json, "revocation_text", trust->revocation_text);
}

static void put_stamp(Json *json, const Stamp *stamp)
{
    put_key(json, "timestamp");
    if (!stamp->there) {
        buf_text(json->out, "null");
        return;
    }
    open(json, '{');
    put_bool(json, "good", stamp->good);
    put_bool(json, "intact", stamp->intact);
    put_time(json, "time", stamp->time);
    put_text(json, "algorithm", stamp->algorithm);
    put_certificate(json, "authority", &stamp->signer);
    put_trust(json, &stamp->trust);
    put_problems(json, stamp->problems, stamp->problem_count);
    close(json, '}');
}

static void put_changes(Json *json, const VerifyReport *report, const SignatureReport *signature)
{
    put_key(json, "changes");
    open(json, '[');
    for (size_t i = 0; i < signature->change_count; i++) {
        const Change *change = signature->changes[i].change;
        next_line(json);
        open(json, '{');
        put_bool(json, "allowed", signature->changes[i].allowed);
        put_word(json, "kind", change_word(change->kind));
        /* What stands behind the end belongs to none. */
        put_number(json, "revision", change->revision <= report->revisions ? change->revision : 0,
                   true);
        put_number(json, "object", change->object, true);
        put_number(json, "page", change->page, true);
        put_text(json, "field", change->field);
        put_bool(json, "draws", change->draws);
        put_bool(json, "covers", change->covers);
        put_bool(json, "hidden", change->hidden);
        put_text(json, "text", change->text);
        close(json, '}');
    }
    close(json, ']');
}

static void put_signature(Json *json, const VerifyReport *report, const SignatureReport *signature)
{
    static const char *const kinds[] = {
        [SIGNATURE_APPROVAL] = "approval",
        [SIGNATURE_CERTIFICATION] = "certification",
        [SIGNATURE_STAMP] = "timestamp",
    };
    open(json, '{');
    put_text(json, "field", signature->field);
    put_word(json, "kind", kinds[signature->kind]);
    put_text(json, "subfilter", signature->subfilter);
    put_bool(json, "good", signature->good);
    put_bool(json, "intact", signature->intact);
    put_bool(json, "whole_file", signature->whole_file);
    put_number(json, "revision", signature->revision, true);
    put_number(json, "signed_to", signature->signed_to, true);
    put_certificate(json, "signer", &signature->signer);
    put_text(json, "algorithm", signature->algorithm);
    put_text(json, "claimed_name", signature->name);
    put_text(json, "claimed_time", signature->claimed);
    put_text(json, "reason", signature->reason);
    put_text(json, "location", signature->location);
    put_stamp(json, &signature->stamp);
    put_trust(json, &signature->trust);
    put_number(json, "permission", (size_t)signature->permission, true);
    put_text(json, "locks", signature->locks);
    put_changes(json, report, signature);
    put_problems(json, signature->problems, signature->problem_count);
    close(json, '}');
}

void verify_print_json(const VerifyReport *report, Buf *out)
{
    Json json = {.out = out};
    open(&json, '{');
    put_text(&json, "file", report->file);
    put_bool(&json, "good", report->good);
    put_number(&json, "size", report->size, false);
    put_number(&json, "revisions", report->revisions, false);
    put_key(&json, "signatures");
    open(&json, '[');
    for (size_t i = 0; i < report->signature_count; i++) {
        next_line(&json);
        put_signature(&json, report, &report->signatures[i]);
    }
    close(&json, ']');
    close(&json, '}');
    buf_byte(out, '\n');
}
