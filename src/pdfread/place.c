/* Where objects stand, told without reading them: to compare two states of a file. */
#include "pdfread/file.h"

bool pdf_place(const PdfFile *file, uint32_t number, PdfPlace *place)
{
    size_t from = 0;
    size_t to = file->entry_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (file->entries[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    const XrefEntry *entry = file->entries + from;
    if (from == file->entry_count || entry->number != number || entry->kind == ENTRY_FREE)
        return false;
    bool packed = entry->kind == ENTRY_PACKED;
    *place = (PdfPlace){
        .at = packed ? 0 : entry->place + file->start,
        .holder = packed ? (uint32_t)entry->place : 0,
        .rest = entry->rest,
    };
    return true;
}

bool pdf_newest(const PdfFile *file, size_t *at, uint32_t *number)
{
    while (*at < file->entry_count && file->entries[*at].section != 0)
        ++*at;
    if (*at == file->entry_count)
        return false;
    *number = file->entries[(*at)++].number;
    return true;
}

size_t pdf_misfits(const PdfFile *file)
{
    return file->misfits;
}

size_t pdf_damages(const PdfFile *file)
{
    return file->damages;
}
