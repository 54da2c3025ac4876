/* A second thread: where there is none to be had, and whose signals are whose. */
#include "cores.h"
#include "support.h"

#include "base/thread.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>

static bool refuses;

/* In the place of the system's: gives no thread while `refuses` holds. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *),
                   void *context)
{
    static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
    return refuses ? EAGAIN : next(thread, attributes, work, context);
}

/* Notes the signals that the thread blocks. */
static void *note_blocked(void *context)
{
    pthread_sigmask(SIG_SETMASK, NULL, context);
    return NULL;
}

static void assert_no_thread(void)
{
    sigset_t blocked;
    pthread_t thread;
    assert_false(thread_begin(&thread, note_blocked, &blocked));
}

static void signals_stay_with_the_first(void **state)
{
    (void)state;
    sigset_t of_thread;
    sigset_t own;
    pthread_t thread;
    sigemptyset(&of_thread);
    if (!thread_begin(&thread, note_blocked, &of_thread))
        skip(); /* one core only */
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(sigismember(&of_thread, SIGINT), 1);
    assert_int_equal(sigismember(&of_thread, SIGTERM), 1);
    pthread_sigmask(SIG_SETMASK, NULL, &own);
    assert_int_equal(sigismember(&own, SIGINT), 0);
}

static void one_core_has_no_room_for_a_second(void **state)
{
    (void)state;
    cpu_set_t before;
    cores_one(&before);
    assert_no_thread();
    cores_restore(&before);
}

static void the_work_is_done_without_where_the_system_gives_none(void **state)
{
    (void)state;
    sigset_t own;
    refuses = true;
    assert_no_thread();
    refuses = false;
    pthread_sigmask(SIG_SETMASK, NULL, &own);
    assert_int_equal(sigismember(&own, SIGINT), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_stay_with_the_first),
        cmocka_unit_test(one_core_has_no_room_for_a_second),
        cmocka_unit_test(the_work_is_done_without_where_the_system_gives_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
