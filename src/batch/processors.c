/* How many processors there are for us. */
#include "batch/batch.h"

#include <sched.h>
#include <stdlib.h>

/* What a container may use (cgroup v2: "QUOTA PERIOD", or "max PERIOD"), rounded up; 0 where
   nothing is said. */
static size_t container_share(void)
{
    char text[64];
    FILE *file = fopen("/sys/fs/cgroup/cpu.max", "re");
    if (file == NULL)
        return 0;
    bool got = fgets(text, sizeof text, file) != NULL;
    fclose(file);
    char *end = text;
    long quota = got ? strtol(text, &end, 10) : 0;
    long period = end != text ? strtol(end, NULL, 10) : 0;
    return quota > 0 && period > 0 ? (size_t)((quota + period - 1) / period) : 0;
}

size_t batch_processors(void)
{
    cpu_set_t set;
    size_t count = 1;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        count = (size_t)CPU_COUNT(&set);
    size_t share = container_share();
    return share > 0 && share < count ? share : count;
}
