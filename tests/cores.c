/* The first core of those that the process has. */
#include "cores.h"
#include "support.h"

void cores_one(cpu_set_t *before)
{
    cpu_set_t one;
    assert_int_equal(sched_getaffinity(0, sizeof *before, before), 0);
    CPU_ZERO(&one);
    for (int i = 0; CPU_COUNT(&one) == 0; i++)
        if (CPU_ISSET(i, before))
            CPU_SET(i, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
}

void cores_restore(const cpu_set_t *before)
{
    assert_int_equal(sched_setaffinity(0, sizeof *before, before), 0);
}
