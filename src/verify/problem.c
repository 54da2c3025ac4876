/* What is wrong with a signature: a list, and the words of its kinds. */
#include "verify/work.h"

#include <string.h>

bool problem(Work *work, Problems *problems, ProblemCode code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(work->arena, format, args);
    va_end(args);
    for (size_t i = 0; i < problems->count; i++)
        if (problems->items[i].code == code && str_equal(problems->items[i].text, text))
            return false;
    Problem *slot = arena_push(work->arena, &problems->items, &problems->capacity, problems->count,
                               sizeof *slot);
    *slot = (Problem){code, text};
    problems->count++;
    return false;
}

bool has_problem(const Problems *problems, ProblemCode code)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->items[i].code == code)
            return true;
    return false;
}

const char *problem_word(ProblemCode code)
{
    static const char *const words[PROBLEM_COUNT] = {
        [PROBLEM_DICTIONARY] = "dictionary",
        [PROBLEM_RANGE] = "range",
        [PROBLEM_GAP] = "gap",
        [PROBLEM_PADDING] = "padding",
        [PROBLEM_REVISION] = "revision",
        [PROBLEM_REMOVED] = "removed",
        [PROBLEM_SUBFILTER] = "subfilter",
        [PROBLEM_CMS] = "cms",
        [PROBLEM_CERTIFICATE] = "certificate",
        [PROBLEM_ATTRIBUTES] = "attributes",
        [PROBLEM_DIGEST] = "digest",
        [PROBLEM_SIGNATURE] = "signature",
        [PROBLEM_ALGORITHM] = "algorithm",
        [PROBLEM_WEAK] = "weak",
        [PROBLEM_TIMESTAMP] = "timestamp",
        [PROBLEM_UNTRUSTED] = "untrusted",
        [PROBLEM_EXPIRED] = "expired",
        [PROBLEM_REVOKED] = "revoked",
        [PROBLEM_USAGE] = "usage",
        [PROBLEM_PERMISSION] = "permission",
        [PROBLEM_CHANGED] = "changed",
    };
    return words[code];
}

const char *change_word(ChangeKind kind)
{
    static const char *const words[CHANGE_KIND_COUNT] = {
        [CHANGE_SIGNATURE] = "signature",
        [CHANGE_STAMP] = "timestamp",
        [CHANGE_DSS] = "dss",
        [CHANGE_METADATA] = "metadata",
        [CHANGE_STRUCTURE] = "structure",
        [CHANGE_FORM] = "form",
        [CHANGE_FIELD] = "field",
        [CHANGE_ANNOTATION] = "annotation",
        [CHANGE_REMOVED] = "removed",
        [CHANGE_PAGES] = "pages",
        [CHANGE_CONTENT] = "content",
        [CHANGE_FONT] = "font",
        [CHANGE_PICTURE] = "picture",
        [CHANGE_LAYER] = "layer",
        [CHANGE_ACTION] = "action",
        [CHANGE_ATTACHMENT] = "attachment",
        [CHANGE_DOCUMENT] = "document",
        [CHANGE_PERMISSION] = "permission",
        [CHANGE_BYTES] = "bytes",
        [CHANGE_UNREADABLE] = "unreadable",
    };
    return words[kind];
}
