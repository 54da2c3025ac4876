/* libcurl: loaded by its name, given memory that is wiped when it is let go of. */
#include "http/curl.h"

#include <dlfcn.h>
#include <string.h>

/* --- Loading ---------------------------------------------------------------------------------- */

#define NAMED(member, name)                                                                        \
    {                                                                                              \
        offsetof(Curl, member), name                                                               \
    }

static const struct {
    size_t at; /* in Curl */
    const char *name;
} functions[] = {
    NAMED(global_init_mem, "curl_global_init_mem"),
    NAMED(global_cleanup, "curl_global_cleanup"),
    NAMED(easy_init, "curl_easy_init"),
    NAMED(easy_setopt, "curl_easy_setopt"),
    NAMED(easy_perform, "curl_easy_perform"),
    NAMED(easy_getinfo, "curl_easy_getinfo"),
    NAMED(easy_strerror, "curl_easy_strerror"),
    NAMED(easy_cleanup, "curl_easy_cleanup"),
    NAMED(slist_append, "curl_slist_append"),
    NAMED(slist_free_all, "curl_slist_free_all"),
    NAMED(mime_init, "curl_mime_init"),
    NAMED(mime_addpart, "curl_mime_addpart"),
    NAMED(mime_name, "curl_mime_name"),
    NAMED(mime_filename, "curl_mime_filename"),
    NAMED(mime_type, "curl_mime_type"),
    NAMED(mime_data_cb, "curl_mime_data_cb"),
    NAMED(mime_free, "curl_mime_free"),
};

bool curl_load(Diags *diags, Place place, Curl *curl)
{
    static const char *const name = "libcurl.so.4";
    static const char *const hint = "install Debian's package libcurl4, version 7.85 or newer";
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        diag(diags, SEVERITY_SYSTEM, place, hint, "cannot load the library that sends: %s",
             dlerror());
        return false;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *found = dlsym(library, functions[i].name);
        if (found == NULL) {
            diag(diags, SEVERITY_SYSTEM, place, hint, "%s has no %s", name, functions[i].name);
            return false;
        }
        memcpy((char *)curl + functions[i].at, &found, sizeof found);
    }
    if (curl->global_init_mem(CURL_GLOBAL_DEFAULT, secret_malloc, secret_free, secret_realloc,
                              secret_strdup, secret_calloc) != CURLE_OK) {
        diag(diags, SEVERITY_SYSTEM, place, NULL, "%s cannot be used", name);
        return false;
    }
    return true;
}
