/* What the file says of itself: the Info dictionary and the XMP packet, with the same content. */
#include "pdf/syntax.h"
#include "pdf/writer.h"

enum {
    SECONDS_PER_DAY = 24 * 60 * 60,
};

/* --- Dates ----------------------------------------------------------------------------------- */

typedef struct Moment {
    bool known;
    int year, month, day, hour, minute, second; /* universal time */
} Moment;

/* The day that is so many days after 1970-01-01, by the proleptic Gregorian calendar. Years begin
   in March here, so that the leap day comes last. */
static void set_day(Moment *moment, int64_t days)
{
    int64_t since_0000 = days + 719468; /* from 0000-03-01 */
    int64_t era = since_0000 / 146097;  /* 400 years */
    int64_t day = since_0000 % 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* from March */
    moment->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    moment->month = (int)(month < 10 ? month + 3 : month - 9);
    moment->year = (int)(era * 400 + year + (moment->month <= 2));
}

static Moment find_moment(const PdfInfo *info)
{
    const int64_t end = INT64_C(253402300800); /* of the year 9999 */
    if (info->epoch >= 0 && info->epoch < end) {
        int second = (int)(info->epoch % SECONDS_PER_DAY);
        Moment moment = {
            .known = true,
            .hour = second / 3600,
            .minute = second / 60 % 60,
            .second = second % 60,
        };
        set_day(&moment, info->epoch / SECONDS_PER_DAY);
        return moment;
    }
    return (Moment){
        .known = info->has_date,
        .year = info->date.year,
        .month = info->date.month,
        .day = info->date.day,
    };
}

static void put_info_date(Buf *out, const char *key, Moment moment)
{
    buf_format(out, "/%s (D:%04d%02d%02d%02d%02d%02d+00'00')\n", key, moment.year, moment.month,
               moment.day, moment.hour, moment.minute, moment.second);
}

void put_date(Buf *out, const char *key, const PdfInfo *info)
{
    Moment moment = find_moment(info);
    if (moment.known)
        put_info_date(out, key, moment);
}

static void put_xmp_date(Buf *out, const char *element, Moment moment)
{
    buf_format(out, "<xmp:%s>%04d-%02d-%02dT%02d:%02d:%02d+00:00</xmp:%s>\n", element, moment.year,
               moment.month, moment.day, moment.hour, moment.minute, moment.second, element);
}

/* --- Entries --------------------------------------------------------------------------------- */

/* An entry of Info and what encloses it in XMP. */
typedef struct InfoEntry {
    const char *key;
    Str value;
    const char *before, *after;
} InfoEntry;

enum {
    INFO_ENTRIES = 6,
};

static void list_entries(const PdfInfo *info, InfoEntry entries[INFO_ENTRIES])
{
    const InfoEntry all[INFO_ENTRIES] = {
        {"Title", info->title, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
         "</rdf:li></rdf:Alt></dc:title>"},
        {"Author", info->author, "<dc:creator><rdf:Seq><rdf:li>",
         "</rdf:li></rdf:Seq></dc:creator>"},
        {"Subject", info->subject, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
         "</rdf:li></rdf:Alt></dc:description>"},
        {"Keywords", info->keywords, "<pdf:Keywords>", "</pdf:Keywords>"},
        {"Creator", info->producer, "<xmp:CreatorTool>", "</xmp:CreatorTool>"},
        {"Producer", info->producer, "<pdf:Producer>", "</pdf:Producer>"},
    };
    for (size_t i = 0; i < INFO_ENTRIES; i++)
        entries[i] = all[i];
}

static void print_info(Writer *writer, const void *what, Buf *out)
{
    const PdfInfo *info = what;
    (void)writer;
    InfoEntry entries[INFO_ENTRIES];
    list_entries(info, entries);
    for (size_t i = 0; i < INFO_ENTRIES; i++) {
        if (entries[i].value.size == 0)
            continue;
        buf_format(out, "/%s", entries[i].key);
        put_text(out, entries[i].value);
    }
    put_date(out, "CreationDate", info);
    put_date(out, "ModDate", info);
}

static void put_xml(Buf *out, Str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = next_clean(text, &at);
        if (character == '&')
            buf_text(out, "&amp;");
        else if (character == '<')
            buf_text(out, "&lt;");
        else if (character == '>')
            buf_text(out, "&gt;");
        else
            buf_char(out, character);
    }
}

/* PDF/A describes what of the metadata it does not know itself (ISO 19005-1, 6.7.8). */
static void put_extension(Buf *out)
{
    buf_text(out, "<rdf:Description rdf:about=\"\""
                  " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                  " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                  " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
                  "</pdfaSchema:namespaceURI>\n"
                  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaProperty:name>part</pdfaProperty:name>\n"
                  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                  "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                  "<pdfaProperty:description>Part of ISO 14289 that the file follows"
                  "</pdfaProperty:description>\n"
                  "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                  "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

static void put_xmp(Buf *out, const PdfInfo *info)
{
    buf_text(out,
             "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\""
             " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
             " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
             "<dc:format>application/pdf</dc:format>\n"
             "<dc:language><rdf:Bag><rdf:li>" PDF_LANGUAGE "</rdf:li></rdf:Bag></dc:language>\n");
    InfoEntry entries[INFO_ENTRIES];
    list_entries(info, entries);
    for (size_t i = 0; i < INFO_ENTRIES; i++) {
        if (entries[i].value.size == 0)
            continue;
        buf_text(out, entries[i].before);
        put_xml(out, entries[i].value);
        buf_text(out, entries[i].after);
        buf_byte(out, '\n');
    }
    Moment moment = find_moment(info);
    if (moment.known) {
        put_xmp_date(out, "CreateDate", moment);
        put_xmp_date(out, "ModifyDate", moment);
    }
    if (info->archive != ARCHIVE_NONE)
        buf_format(out,
                   "<pdfaid:part>%d</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n",
                   (int)info->archive, info->accessible ? 'A' : 'B');
    buf_text(out, "</rdf:Description>\n");
    if (info->tagged && info->archive != ARCHIVE_NONE)
        put_extension(out);
    if (info->tagged)
        buf_text(out, "<rdf:Description rdf:about=\"\""
                      " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                      "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
    buf_text(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}

static void print_metadata(Writer *writer, const void *what, Buf *out)
{
    (void)writer;
    (void)what;
    buf_text(out, "/Type /Metadata\n/Subtype /XML\n");
}

uint32_t add_metadata(Writer *writer)
{
    /* libharu has put its own Producer there. */
    HPDF_Dict_RemoveElement(writer->doc->info, "Producer");
    object_print(writer, writer->doc->info, print_info, writer->info);
    Buf packet = {.arena = writer->arena};
    put_xmp(&packet, writer->info);
    /* Not compressed: programs look for it without reading the PDF, and PDF/A-1 demands it. */
    return stream_store(writer, print_metadata, NULL, buf_str(&packet));
}
