/* JPEG files, decoded once by libjpeg to know that they are whole, and kept as they are without
 * their metadata. The few kinds that not every viewer of PDF knows become rows of pixels. */
#include "picture/code.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/* A reading of a file. libjpeg's memory is freed by jpeg_destroy_decompress. */
typedef struct Reading {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    PictureTask *task;
    bool whole; /* all rows are there: what is wrong behind them does not count */
    bool no_memory;
} Reading;

/* --- Hooks ----------------------------------------------------------------------------------- */

static _Noreturn void give_up(Reading *reading, PictureFault fault)
{
    reading->task->fault = fault;
    longjmp(reading->escape, 1);
}

static _Noreturn void on_error(j_common_ptr info)
{
    static const int unusual[] = {JERR_BAD_PRECISION, JERR_SOF_UNSUPPORTED, JERR_ARITH_NOTIMPL,
                                  JERR_CONVERSION_NOTIMPL, JERR_COMPONENT_COUNT};
    Reading *reading = info->client_data;
    int code = info->err->msg_code;
    reading->no_memory = code == JERR_OUT_OF_MEMORY;
    for (size_t i = 0; i < sizeof unusual / sizeof *unusual; i++)
        if (code == unusual[i])
            give_up(reading, FAULT_UNUSUAL);
    give_up(reading, FAULT_DAMAGED);
}

/* Of what libjpeg warns of, some leaves grey areas in the picture and some nothing. */
static void on_message(j_common_ptr info, int level)
{
    static const int harmful[] = {JWRN_JPEG_EOF, JWRN_HIT_MARKER, JWRN_HUFF_BAD_CODE,
                                  JWRN_ARITH_BAD_CODE, JWRN_MUST_RESYNC};
    Reading *reading = info->client_data;
    if (level >= 0 || reading->whole)
        return;
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
        if (info->err->msg_code == harmful[i])
            give_up(reading, FAULT_DAMAGED);
}

/* A small file may hold so many passes over a large picture that reading it takes hours. */
static void on_progress(j_common_ptr info)
{
    enum { MAX_SCANS = 100 };
    Reading *reading = info->client_data;
    if (reading->info.input_scan_number > MAX_SCANS)
        give_up(reading, FAULT_UNUSUAL);
}

/* --- Pixels ---------------------------------------------------------------------------------- */

static bool is_colour(const Reading *reading)
{
    J_COLOR_SPACE space = reading->info.jpeg_color_space;
    return space == JCS_YCbCr || space == JCS_RGB;
}

/* True for what every viewer of PDF decodes as libjpeg does. */
static bool stays(const Reading *reading)
{
    return !reading->info.arith_code &&
           (is_colour(reading) || reading->info.jpeg_color_space == JCS_GRAYSCALE);
}

/* Begins; of a picture in many passes all are read. The first brings the mean of each block: where
   it lacks there is no picture, however many pixels the file says it has. */
static void start(Reading *reading)
{
    struct jpeg_decompress_struct *info = &reading->info;
    jpeg_start_decompress(info);
    for (int i = 0; info->coef_bits != NULL && i < info->num_components; i++)
        if (info->coef_bits[i][0] < 0)
            give_up(reading, FAULT_DAMAGED);
}

/* Every code of the file is read, but only an eighth of the pixels made. */
static void read_to_check(Reading *reading)
{
    struct jpeg_decompress_struct *info = &reading->info;
    info->scale_num = 1;
    info->scale_denom = 8;
    info->out_color_space = info->jpeg_color_space;
    info->dct_method = JDCT_IFAST;
    info->do_fancy_upsampling = FALSE;
    info->do_block_smoothing = FALSE;
    start(reading);
    JSAMPROW row =
        arena_array(reading->task->scratch, info->output_width, (size_t)info->output_components);
    while (info->output_scanline < info->output_height)
        (void)jpeg_read_scanlines(info, &row, 1);
}

/* Adobe's programs store the inks inverted. */
static void inks_to_colours(const Reading *reading, const unsigned char *from, unsigned char *to)
{
    bool inverted = reading->info.saw_Adobe_marker;
    for (size_t x = 0; x < reading->info.output_width; x++, from += 4, to += 3) {
        unsigned black = inverted ? from[3] : 255U - from[3];
        for (int i = 0; i < 3; i++) {
            unsigned ink = inverted ? from[i] : 255U - from[i];
            to[i] = (unsigned char)((ink * black + 127) / 255);
        }
    }
}

static void read_pixels(Reading *reading)
{
    PictureTask *task = reading->task;
    struct jpeg_decompress_struct *info = &reading->info;
    bool grey = info->jpeg_color_space == JCS_GRAYSCALE;
    bool inks = !grey && !is_colour(reading);
    if (inks && info->jpeg_color_space != JCS_CMYK && info->jpeg_color_space != JCS_YCCK)
        give_up(reading, FAULT_UNUSUAL);
    info->out_color_space = inks ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
    start(reading);
    size_t colours = grey ? 1 : 3;
    PictureRows *rows = picture_rows_new(task->scratch, info->output_width * colours, colours);
    JSAMPROW row = arena_array(task->scratch, info->output_width, 4);
    unsigned char *mixed = arena_array(task->scratch, info->output_width, 3);
    while (info->output_scanline < info->output_height) {
        (void)jpeg_read_scanlines(info, &row, 1);
        if (inks)
            inks_to_colours(reading, row, mixed);
        picture_rows_add(rows, inks ? mixed : row);
    }
    task->picture.code = PICTURE_ROWS;
    task->picture.bytes = picture_rows_end(rows, task->arena);
}

/* --- Segments -------------------------------------------------------------------------------- */

enum {
    MARKER_RESTART = 0xD0, /* to 0xD7 */
    MARKER_START = 0xD8,
    MARKER_END = 0xD9,
    MARKER_SCAN = 0xDA,
    MARKER_APP = 0xE0, /* to 0xEF */
    MARKER_APP1 = 0xE1,
    MARKER_APP14 = 0xEE,
    MARKER_APP15 = 0xEF,
    MARKER_COMMENT = 0xFE,
    HEAD = 4, /* marker and length */
};

typedef struct Segment {
    unsigned marker;
    Str whole; /* with the marker; of a scan, with the codes behind it */
    Str body;  /* behind the length */
} Segment;

static unsigned byte_at(Str file, size_t at)
{
    return (unsigned char)file.at[at];
}

/* The offset of the next marker at or after `at`; the file's size where there is none. Within the
   codes of a scan restarts are none. */
static size_t find_marker(Str file, size_t at, bool in_scan)
{
    for (; at + 1 < file.size; at++) {
        unsigned next = byte_at(file, at + 1);
        if (byte_at(file, at) != 0xFF || next == 0 || next == 0xFF)
            continue;
        if (!in_scan || next < MARKER_RESTART || next >= MARKER_START)
            return at;
    }
    return file.size;
}

/* The segment that begins at or behind *at, which moves to its end. False at the end of the
   picture, and of the file. */
static bool next_segment(Str file, size_t *at, Segment *segment)
{
    size_t from = find_marker(file, *at, false);
    if (file.size - from < HEAD || byte_at(file, from + 1) == MARKER_END)
        return false;
    segment->marker = byte_at(file, from + 1);
    size_t to = from + 2;
    segment->body = (Str){NULL, 0};
    /* Those between restarts and the start, and 01, stand alone. */
    if (segment->marker > MARKER_START ||
        (segment->marker < MARKER_RESTART && segment->marker > 1)) {
        size_t length = (size_t)byte_at(file, from + 2) << 8 | byte_at(file, from + 3);
        if (length < 2 || length > file.size - to)
            return false;
        to += length;
        segment->body = str_slice(file, from + HEAD, to);
    }
    if (segment->marker == MARKER_SCAN)
        to = find_marker(file, to, true);
    segment->whole = str_slice(file, from, to);
    *at = to;
    return true;
}

/* JFIF's segment tells what the colours are, and may hold a thumbnail, which is left out. */
static void add_jfif(Buf *out, Str body)
{
    enum { JFIF_SIZE = 12 }; /* name, version, density */
    buf_add(out, (Str){"\xFF\xE0\0\x10", 4});
    buf_add(out, str_slice(body, 0, JFIF_SIZE));
    buf_add(out, (Str){"\0\0", 2});
}

/* The stream without what only tells about it. */
static Str strip(const PictureTask *task)
{
    Buf out = {.arena = task->scratch};
    Segment segment;
    for (size_t at = 0; next_segment(task->file, &at, &segment);) {
        bool application = segment.marker >= MARKER_APP && segment.marker <= MARKER_APP15;
        Str body = segment.body;
        bool adobe = segment.marker == MARKER_APP14 && str_starts(body, "Adobe");
        bool jfif =
            segment.marker == MARKER_APP && body.size >= 14 && memcmp(body.at, "JFIF", 5) == 0;
        if (jfif)
            add_jfif(&out, body);
        else if (adobe || (!application && segment.marker != MARKER_COMMENT))
            buf_add(&out, segment.whole);
    }
    buf_add(&out, (Str){"\xFF\xD9", 2});
    return str_copy(task->arena, buf_str(&out));
}

static void read_exif(PictureTask *task)
{
    static const char name[] = "Exif\0";
    Segment segment;
    size_t at = 0;
    while (next_segment(task->file, &at, &segment) && segment.marker != MARKER_SCAN) {
        if (segment.marker != MARKER_APP1 || segment.body.size < sizeof name ||
            memcmp(segment.body.at, name, sizeof name) != 0)
            continue;
        picture_read_exif(&task->picture, str_slice(segment.body, sizeof name, segment.body.size));
        return;
    }
}

/* --- Files ----------------------------------------------------------------------------------- */

static void read_density(Reading *reading)
{
    const struct jpeg_decompress_struct *info = &reading->info;
    if (!info->saw_JFIF_marker)
        return;
    if (info->density_unit == 1)
        picture_set_density(&reading->task->picture, (uint64_t)info->X_density * 10000 / 254);
    else if (info->density_unit == 2)
        picture_set_density(&reading->task->picture, (uint64_t)info->X_density * 100);
}

/* Only of codes of Huffman's in one pass a file needs some for each pixel. */
static bool set_size(Reading *reading)
{
    struct jpeg_decompress_struct *info = &reading->info;
    int most = PICTURE_MAX_PIXELS;
    if (jpeg_has_multiple_scans(info))
        most = PICTURE_MAX_PASSES_PIXELS;
    if (info->arith_code)
        most = PICTURE_MAX_ARITHMETIC_PIXELS;
    if (most < PICTURE_MAX_PIXELS)
        reading->task->way =
            "make it smaller, or save it as an ordinary JPEG, not a progressive one";
    return picture_set_size(reading->task, info->image_width, info->image_height, most);
}

static void read_file(Reading *reading)
{
    PictureTask *task = reading->task;
    struct jpeg_decompress_struct *info = &reading->info;
    jpeg_mem_src(info, (const unsigned char *)task->file.at, task->file.size);
    (void)jpeg_read_header(info, TRUE);
    if (!set_size(reading))
        return;
    read_density(reading);
    read_exif(task);
    task->picture.bits = 8;
    task->picture.components = info->jpeg_color_space == JCS_GRAYSCALE ? 1 : 3;
    task->picture.plain_rgb = info->jpeg_color_space == JCS_RGB;
    if (task->pixels || !stays(reading)) {
        read_pixels(reading);
        return;
    }
    read_to_check(reading);
    reading->whole = true;
    (void)jpeg_finish_decompress(info);
    task->picture.code = PICTURE_JPEG;
    task->picture.bytes = strip(task);
}

/* The function that setjmp returns to has no variables that the jump could spoil. */
static void guard(void *context)
{
    Reading *reading = context;
    if (setjmp(reading->escape) != 0)
        return;
    reading->info.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = on_error;
    reading->errors.emit_message = on_message;
    reading->progress.progress_monitor = on_progress;
    reading->info.client_data = reading;
    jpeg_create_decompress(&reading->info);
    reading->info.progress = &reading->progress;
    read_file(reading);
}

void picture_read_jpeg(PictureTask *task)
{
    Memory *memory = arena_memory(task->scratch);
    Reading *reading = arena_alloc(task->scratch, sizeof *reading);
    reading->task = task;
    bool enough = arena_try(memory, guard, reading);
    jpeg_destroy_decompress(&reading->info);
    if (!enough || reading->no_memory)
        memory_fail(memory);
}
