/* The rows and cells of a table as elements of the document's structure. */
#include "layout/table/table.h"

/* Room for the table's columns. */
static void begin_table(Tags *tags, const TableBox *box)
{
    size_t columns = box->table->column_count;
    tags->table.box = box;
    tags->table.head = tags->table.body = TAG_ARTIFACT;
    if (columns <= tags->table.capacity)
        return;
    tags->table.cells = arena_array(tags->arena, columns, sizeof *tags->table.cells);
    tags->table.capacity = columns;
}

/* What the row is in. */
static uint32_t part_of(Setter *setter, const TablePart *part, bool header)
{
    Tags *tags = setter->tags;
    if (!tags->table_parts)
        return part->tag;
    /* A head does not stand without a body. */
    header = header && part->box->table->row_count > 0;
    uint32_t *rows = header ? &tags->table.head : &tags->table.body;
    if (*rows == TAG_ARTIFACT)
        *rows = tag_add(setter, header ? ROLE_TABLE_HEAD : ROLE_TABLE_BODY, part->tag);
    return *rows;
}

void table_tag_row(Setter *setter, const TablePart *part, bool header)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return;
    if (tags->table.box != part->box)
        begin_table(tags, part->box);
    tags->table.row = tag_add(setter, ROLE_ROW, part_of(setter, part, header));
}

uint32_t table_tag_cell(Setter *setter, const Cell *cell, bool header, HeaderScope scope)
{
    Tags *tags = setter->tags;
    if (tags == NULL)
        return TAG_ARTIFACT;
    uint32_t tag = tag_add(setter, header ? ROLE_HEADER_CELL : ROLE_CELL, tags->table.row);
    Element *element = &tags->layout->elements[tag];
    element->columns = cell->columns;
    element->rows = cell->rows;
    element->sort = (uint8_t)scope;
    tags->table.cells[cell->column] = tag;
    return tag;
}

uint32_t table_tag_carry(const Setter *setter, const Carry *carry)
{
    if (setter->tags == NULL)
        return TAG_ARTIFACT;
    return carry->again ? TAG_PAGINATION : setter->tags->table.cells[carry->cell->column];
}

const Cell *table_row_head(const Row *row)
{
    if (row->kind == ROW_PLAIN)
        return NULL;
    for (size_t i = 0; i < row->cell_count; i++)
        if (table_has_letter(row->cells[i].text))
            return &row->cells[i];
    return NULL;
}
