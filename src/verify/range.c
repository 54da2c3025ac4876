/* What a signature signs: /ByteRange, which must leave out its own /Contents and nothing else (ISO
 * 32000-1, 12.8.1; ETSI EN 319 142-1, 5.1). */
#include "verify/work.h"

enum { NUMBERS = 4 };

static size_t count_keys(const PdfValue *dict, const char *key)
{
    size_t count = 0;
    for (size_t i = 0; i < dict->count; i++)
        count += str_is(dict->entries[i].key, key);
    return count;
}

/* Readers differ in which one of a repeated key they take. */
static bool check_keys(Work *work, Found *found)
{
    static const char *const keys[] = {"ByteRange", "Contents", "SubFilter", "Filter",
                                       "Type",      "Cert",     "Reference"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (count_keys(found->dict, keys[i]) > 1)
            return problem(work, &found->problems, PROBLEM_DICTIONARY,
                           "/%s stands more than once in the signature", keys[i]);
    return true;
}

static bool read_numbers(Work *work, Found *found, uint64_t numbers[NUMBERS])
{
    Problems *problems = &found->problems;
    const PdfValue *range = pdf_entry(found->dict, "ByteRange");
    if (range == NULL || range->kind == PDF_NULL)
        return problem(work, problems, PROBLEM_RANGE, "/ByteRange is missing");
    if (range->kind != PDF_ARRAY)
        return problem(work, problems, PROBLEM_RANGE, "/ByteRange is no array");
    if (range->count != NUMBERS)
        return problem(work, problems, PROBLEM_RANGE, "/ByteRange has %u numbers instead of 4",
                       range->count);
    for (size_t i = 0; i < NUMBERS; i++) {
        int64_t number = pdf_integer(&range->items[i], -1);
        if (number < 0)
            return problem(work, problems, PROBLEM_RANGE,
                           "number %zu of /ByteRange is no size of bytes", i + 1);
        numbers[i] = (uint64_t)number;
    }
    return true;
}

static bool check_numbers(Work *work, Found *found, const uint64_t numbers[NUMBERS])
{
    Problems *problems = &found->problems;
    uint64_t size = work->source->text.size;
    if (numbers[0] != 0)
        return problem(work, problems, PROBLEM_RANGE,
                       "/ByteRange begins at byte %llu, not at the file's first",
                       (unsigned long long)numbers[0]);
    if (numbers[1] == 0 || numbers[3] == 0)
        return problem(work, problems, PROBLEM_RANGE, "/ByteRange has an empty part");
    if (numbers[1] > size || numbers[2] > size || numbers[3] > size - numbers[2])
        return problem(work, problems, PROBLEM_RANGE, "/ByteRange leads behind the file's end");
    if (numbers[2] <= numbers[1])
        return problem(work, problems, PROBLEM_RANGE, "the parts of /ByteRange overlap");
    return true;
}

/* The string must be hexadecimal digits between "<" and ">" and nothing else. */
static bool check_contents(Work *work, Found *found, const PdfValue *contents)
{
    Problems *problems = &found->problems;
    Str text = str_slice(work->source->text, contents->from, contents->to);
    if (text.size < 4 || text.at[0] != '<' || text.at[text.size - 1] != '>')
        return problem(work, problems, PROBLEM_GAP, "/Contents is no hexadecimal string");
    for (size_t i = 1; i + 1 < text.size; i++) {
        char byte = text.at[i];
        if (!((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
              (byte >= 'A' && byte <= 'F')))
            return problem(work, problems, PROBLEM_GAP,
                           "/Contents holds what is no hexadecimal digit, at byte %zu",
                           contents->from + i);
    }
    return true;
}

bool range_read(Work *work, Found *found, uint32_t holder)
{
    Problems *problems = &found->problems;
    uint64_t numbers[NUMBERS] = {0};
    if (!check_keys(work, found) || !read_numbers(work, found, numbers) ||
        !check_numbers(work, found, numbers))
        return false;
    if (holder != 0)
        return problem(work, problems, PROBLEM_DICTIONARY,
                       "the signature stands in object stream %u", holder);
    const PdfValue *contents = pdf_entry(found->dict, "Contents");
    if (contents == NULL || contents->kind != PDF_STRING)
        return problem(work, problems, PROBLEM_GAP, "/Contents is missing");
    if (!check_contents(work, found, contents))
        return false;
    if (contents->from != numbers[1] || contents->to != numbers[2])
        return problem(work, problems, PROBLEM_GAP,
                       "what is not signed is bytes %llu to %llu, but /Contents is bytes %zu to "
                       "%zu",
                       (unsigned long long)numbers[1], (unsigned long long)numbers[2],
                       contents->from, contents->to);
    found->gap_from = (size_t)numbers[1];
    found->gap_to = (size_t)numbers[2];
    found->signed_to = (size_t)(numbers[2] + numbers[3]);
    found->has_range = true;
    return true;
}

SignedBytes found_bytes(const Work *work, const Found *found)
{
    Str text = work->source->text;
    return (SignedBytes){
        {str_slice(text, 0, found->gap_from), str_slice(text, found->gap_to, found->signed_to)}};
}
