/* How a batch went, for people and for programs. */
#include "batch/batch.h"
#include "batch/json.h"

BatchTotals batch_totals(const BatchList *list)
{
    BatchTotals totals = {.exit = 0};
    for (size_t i = 0; i < list->count; i++) {
        const BatchJob *job = &list->jobs[i];
        totals.built += job->status == BATCH_BUILT;
        totals.current += job->status == BATCH_CURRENT;
        totals.failed += job->status == BATCH_FAILED || job->status == BATCH_CRASHED;
        totals.waiting += job->status == BATCH_WAITING || job->status == BATCH_RUNNING;
        totals.pages += job->pages;
        totals.warnings += job->warnings;
        totals.errors += job->errors;
        totals.time += job->status == BATCH_CURRENT || job->status == BATCH_WAITING ? 0 : job->time;
        if (job->exit > totals.exit)
            totals.exit = job->exit;
    }
    return totals;
}

static const char *status_name(BatchStatus status)
{
    static const char *const names[] = {"not run", "not run", "built",
                                        "current", "failed",  "crashed"};
    return names[status];
}

/* --- Text ------------------------------------------------------------------------------------- */

static void add_seconds(Buf *out, int64_t time)
{
    enum { SECOND = 1000000, HUNDREDTH = SECOND / 100 };
    buf_format(out, "%lld.%02lld s", (long long)(time / SECOND),
               (long long)(time % SECOND / HUNDREDTH));
}

/* The job's errors, a line each, indented. */
static void add_errors(Buf *out, Str brief)
{
    for (size_t from = 0; from < brief.size;) {
        size_t end = str_find(brief, "\n", from);
        end = end == SIZE_MAX ? brief.size : end;
        buf_text(out, "           ");
        buf_add(out, str_slice(brief, from, end));
        buf_byte(out, '\n');
        from = end + 1;
    }
}

static void add_count(Buf *out, size_t count, const char *noun)
{
    if (count == 0)
        return;
    buf_text(out, "  ");
    buf_count(out, count, noun);
}

static void add_job(Buf *out, const BatchJob *job)
{
    bool good = job->status == BATCH_BUILT || job->status == BATCH_CURRENT;
    buf_format(out, "%-9s  ", status_name(job->status));
    buf_shown(out, str_from(good ? job->output : job->path));
    bool ran =
        job->status == BATCH_BUILT || job->status == BATCH_FAILED || job->status == BATCH_CRASHED;
    if (ran && job->output != NULL) {
        buf_text(out, "  ");
        add_seconds(out, job->time);
    }
    add_count(out, job->pages, "page");
    add_count(out, job->warnings, "warning");
    add_count(out, job->errors, "error");
    buf_byte(out, '\n');
    add_errors(out, job->brief);
}

void batch_summary_text(const BatchList *list, int64_t time, Buf *out)
{
    BatchTotals totals = batch_totals(list);
    for (size_t i = 0; i < list->count; i++)
        add_job(out, &list->jobs[i]);
    buf_count(out, list->count, "job");
    buf_format(out, ": %zu built, %zu current, %zu failed", totals.built, totals.current,
               totals.failed);
    if (totals.waiting > 0)
        buf_format(out, ", %zu not run", totals.waiting);
    buf_text(out, "; ");
    buf_count(out, totals.pages, "page");
    buf_text(out, ", ");
    buf_count(out, totals.warnings, "warning");
    buf_text(out, ", ");
    add_seconds(out, time);
    buf_byte(out, '\n');
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void add_json_job(Buf *out, const BatchJob *job)
{
    buf_text(out, "{\"job\": ");
    json_text(out, str_from(job->path));
    buf_text(out, ", \"output\": ");
    if (job->output != NULL)
        json_text(out, str_from(job->output));
    else
        buf_text(out, "null");
    buf_format(out, ", \"status\": \"%s\", \"exit\": %d, \"seconds\": ", status_name(job->status),
               job->exit);
    json_seconds(out, job->time);
    buf_format(out, ", \"pages\": %zu, \"warnings\": %zu, \"errors\": %zu, \"messages\": [",
               job->pages, job->warnings, job->errors);
    buf_add(out, job->json);
    buf_text(out, "]}");
}

void batch_summary_json(const BatchList *list, int status, int64_t time, Buf *out)
{
    BatchTotals totals = batch_totals(list);
    buf_text(out, "{\"program\": \"lakipdf " LAKIPDF_VERSION "\",\n\"jobs\": [");
    for (size_t i = 0; i < list->count; i++) {
        buf_text(out, i > 0 ? ",\n" : "\n");
        add_json_job(out, &list->jobs[i]);
    }
    buf_format(out,
               "\n],\n\"total\": {\"jobs\": %zu, \"built\": %zu, \"current\": %zu, \"failed\": "
               "%zu, \"not run\": %zu, \"pages\": %zu, \"warnings\": %zu, \"errors\": %zu, "
               "\"exit\": %d, \"seconds\": ",
               list->count, totals.built, totals.current, totals.failed, totals.waiting,
               totals.pages, totals.warnings, totals.errors, status);
    json_seconds(out, time);
    buf_text(out, ", \"job seconds\": ");
    json_seconds(out, totals.time);
    buf_text(out, "}}\n");
}
