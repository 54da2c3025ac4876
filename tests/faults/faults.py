#!/usr/bin/env python3
"""Makes calls of the program fail, one in each of very many runs, and looks at how it ends.

usage: faults.py PROGRAM LIBRARY FOLDER [--some N] [--only CASE] [--seed N] [--jobs N]

LIBRARY is that of serve.c; FOLDER is made anew. With --some only about N runs of each case and
kind of call are made, chosen by the seed. A run must end as one that nothing hinders, with the
same bytes, or with exit status 3 and a message that names what failed, with the older files whole
and nothing new; in any case without a crash, a leak or an open file.
"""

import argparse
import collections
import os
import random
import shutil
import struct
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
from cases import CASES  # noqa: E402 pylint: disable=wrong-import-position

KINDS = ["own", "library", "open", "read", "write", "close", "sync", "rename", "other"]
ONCE, FROM, INTERRUPT, SHORT, KILL, SIZE, FULL, SITES = range(8)
MODES = ["once", "from", "interrupt", "short", "kill", "size", "full", "sites"]
REPORT = struct.Struct("=9QiIIIIIII9Q64Q32s256s256s")  # Report of faults.h
SYSTEM_FAILED = 3
OWN = 1 << 63
MOST_OF_LIBRARY, MOST_FROM, MOST_KILLED, MOST_INTERRUPTED = 300, 50, 12, 25  # runs of a case
MOST_OF_LIBRARIES = 48  # OpenSSL, while it reads its configuration; 36 were seen
LONGEST_MESSAGE = 512  # which is written to a file, too
MOST_ERRORS = 4  # that a run may print because one thing failed
HOOKS = ("secret_malloc", "secret_realloc", "openssl_malloc", "openssl_realloc")  # that libraries call


def hooks(program):
    """Where the functions stand that libraries ask for memory."""
    found = []
    for line in subprocess.run(["nm", "-S", program], check=True, capture_output=True, text=True).stdout.splitlines():
        words = line.split()
        if len(words) == 4 and words[3] in HOOKS:
            found.append(range(int(words[0], 16), int(words[0], 16) + int(words[1], 16) + 1))
    return lambda place: any(place in hook for hook in found)


class Result:
    def __init__(self, raw):
        values = REPORT.unpack(raw)
        self.counts = values[:9]
        self.raw_status, self.failed, self.checked, self.descriptors, self.blocks, leaks, self.walked = values[9:16]
        self.changed = values[17:26]
        self.callers = collections.Counter(values[26:26 + leaks])
        self.call, self.path, self.left = (
            text.split(b"\0")[0].decode("utf-8", "replace") for text in values[90:])

    @property
    def status(self):
        if self.raw_status < 0:
            return "no end"
        if os.WIFSIGNALED(self.raw_status):
            return "signal %d" % os.WTERMSIG(self.raw_status)
        return os.WEXITSTATUS(self.raw_status)


def tree(folder):
    """What there is below a folder: bytes of files, None for folders."""
    found = {}
    for at, folders, files in os.walk(folder):
        for name in folders:
            found[os.path.relpath(os.path.join(at, name), folder)] = None
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def restore(folder, wanted, now):
    """Makes the folder what it was."""
    for path in sorted(now, reverse=True):
        if path not in wanted:
            whole = os.path.join(folder, path)
            os.rmdir(whole) if now[path] is None else os.unlink(whole)
    for path in sorted(wanted):
        whole = os.path.join(folder, path)
        if path in now and now[path] == wanted[path]:
            continue
        if wanted[path] is None:
            os.mkdir(whole)
        else:
            with open(whole, "wb") as file:
                file.write(wanted[path])


class Server:
    """The program, held before its main (serve.c)."""

    def __init__(self, options, case, folder, printed):
        self.printed = printed
        down, self.to = os.pipe()
        self.back, up = os.pipe()
        environment = dict(os.environ, LD_PRELOAD=options.library, **case.environment)
        environment["LAKIPDF_FAULTS"] = "%d %d %s" % (down, up, printed)
        environment["SOURCE_DATE_EPOCH"] = "1795264200"
        environment["LC_ALL"] = "C.UTF-8"
        environment["TZ"] = "UTC"
        self.process = subprocess.Popen([options.program, *case.arguments], cwd=folder, pass_fds=(down, up),
                                        env=environment)
        os.close(down)
        os.close(up)

    def run(self, kind, mode, n):
        self.request(kind, mode, n, 0)
        return self.answer()

    def walk(self, kind, mode, points):
        """One run that forks at the points, as far as it gets: what came of each."""
        self.request(kind, mode, len(points), 1, struct.pack("=%dQ" % len(points), *points))
        while True:
            result = self.answer()
            if result.walked:
                return
            yield result
            os.write(self.to, b"\n")

    def request(self, kind, mode, n, is_walk, more=b""):
        os.write(self.to, struct.pack("=IIQII", kind, mode, n, is_walk, 0) + more)

    def answer(self):
        raw = b""
        while len(raw) < REPORT.size:
            part = os.read(self.back, REPORT.size - len(raw))
            if not part:
                raise SystemExit("the library ended: %s" % self.process.wait())
            raw += part
        result = Result(raw)
        result.out, result.err = (self.read(name) for name in ("out", "err"))
        return result

    def read(self, name):
        with open(os.path.join(self.printed, name), "rb") as file:
            return file.read().decode("utf-8", "replace")

    def end(self):
        os.close(self.to)
        self.process.wait()
        os.close(self.back)


class Run:
    """One case: a command in a folder of its own."""

    def __init__(self, options, case):
        self.options = options
        self.case = case
        self.problems = collections.OrderedDict()
        self.runs = 0
        self.harmless = 0
        self.folder = os.path.join(options.folder, case.name)
        printed = self.folder + ".printed"
        os.makedirs(self.folder)
        os.makedirs(printed)
        case.prepare(options.program, options.folder, self.folder)
        self.before = tree(self.folder)
        self.server = Server(options, case, self.folder, printed)
        self.whole = self.server.run(0, ONCE, 0)
        self.after = tree(self.folder)
        if self.whole.status != case.status:
            self.problem("unhindered", 0, ONCE, 0, self.whole)
        restore(self.folder, self.before, self.after)
        self.sites = self.find_sites(printed)

    def find_sites(self, printed):
        """Which place asks for memory each time, by kind."""
        self.server.run(0, SITES, 0)
        restore(self.folder, self.before, tree(self.folder))
        found = {}
        for kind in (0, 1):
            with open(os.path.join(printed, "sites.%d" % kind), "rb") as file:
                raw = file.read()
            found[kind] = struct.unpack("=%dI" % (len(raw) // 4), raw)
        return found

    def problem(self, what, kind, mode, n, result):
        lines = [line for line in result.err.split("\n") if "error" in line] or [result.err.strip()]
        first = lines[0][:160]
        key = (what, KINDS[kind], MODES[mode], result.call)
        self.problems.setdefault(key, []).append((n, result.status, os.path.basename(result.path), first))

    def numbers(self, *more):
        """The same numbers by chance each time."""
        return random.Random(" ".join(map(str, (self.options.seed, self.case.name, *more))))

    def chosen(self, kind, mode, most=None):
        """Which of the calls shall fail: where memory is asked for, one of each place first."""
        count = self.whole.counts[kind]
        most = min(filter(None, (most, self.options.some, self.case.most)), default=count)
        if count <= most:
            return range(1, count + 1)
        numbers = self.numbers(kind, mode)
        places = {}
        for n, site in enumerate(self.sites.get(kind, ()), 1):
            if n <= count:
                places.setdefault(site, []).append(n)
        first = [numbers.choice(calls) for calls in places.values()]
        if len(first) > most:
            return sorted(numbers.sample(first, most))
        return sorted({*first, *numbers.sample(range(1, count + 1), most - len(first))})

    def kills(self, kind):
        """Before which calls it shall be killed: when it has begun to change files, but for a few."""
        count, changed = self.whole.counts[kind], self.whole.changed[kind]
        later = range(changed + 1, count + 1) if any(self.whole.changed) else ()
        numbers = self.numbers(kind, KILL)
        most = min(MOST_KILLED, self.options.some or MOST_KILLED)
        return sorted({*numbers.sample(later, min(most, len(later))),
                       *numbers.sample(range(1, count + 1), min(2, count))})

    def plan(self):
        """What shall fail and how, with the calls of which that shall happen."""
        for kind, name in enumerate(KINDS):
            most = MOST_OF_LIBRARY if name == "library" else None
            yield kind, ONCE, self.chosen(kind, ONCE, most)
            yield kind, FROM, self.chosen(kind, FROM, MOST_FROM)
        for name in ("read", "write"):
            for mode in (INTERRUPT, SHORT):
                kind = KINDS.index(name)
                yield kind, mode, self.chosen(kind, mode, MOST_INTERRUPTED)
        for name in ("own", "open", "write", "close", "sync", "rename", "other"):
            kind = KINDS.index(name)
            yield kind, KILL, self.kills(kind)
        largest = max((len(self.after[path] or b"") for path in self.after if path not in self.before or
                       self.after[path] != self.before[path]), default=0)
        if largest > LONGEST_MESSAGE:
            numbers = self.numbers(SIZE)
            some = 4 if self.options.some else 20
            yield 0, SIZE, [numbers.randrange(LONGEST_MESSAGE, largest) for _ in range(some)]
        if self.whole.out:
            yield 0, FULL, [1]

    def all(self):
        for kind, mode, points in self.plan():
            walked = 0
            if mode <= SHORT and points and (points[0] <= self.whole.changed[kind] or not any(self.whole.changed)):
                for result in self.server.walk(kind, mode, points):
                    self.look(kind, mode, points[walked], result)
                    walked += 1
            for n in points[walked:]:
                self.look(kind, mode, n, self.server.run(kind, mode, n))
        self.server.end()

    def look(self, kind, mode, n, result):
        self.runs += 1
        now = tree(self.folder)
        if mode == KILL and result.status == "signal 9":
            self.look_killed(kind, n, result, now)
        elif result.status == self.whole.status:
            self.harmless += 1
            self.look_harmless(kind, mode, n, result, now)
        elif result.status != SYSTEM_FAILED or mode in (INTERRUPT, SHORT):
            self.problem("exit status", kind, mode, n, result)
        else:
            self.look_failed(kind, mode, n, result, now)
        if result.checked:
            if self.leaked(result):
                self.problem(self.leaked(result), kind, mode, n, result)
            if result.descriptors > self.whole.descriptors:
                self.problem("left open: " + os.path.basename(result.left), kind, mode, n, result)
        elif mode != KILL:
            self.problem("not ended by itself", kind, mode, n, result)
        if now != self.before:
            restore(self.folder, self.before, now)

    def leaked(self, result):
        """What was asked for by the program and not freed. Libraries have leaks of their own where memory runs
        out; but not many at once, as when something of theirs is not let go of."""
        more = result.callers - self.whole.callers
        own = [place for place in more.elements() if place >> 63 and not self.options.is_hook(place & ~OWN)]
        if own:
            return "leak of %x" % (own[0] & ~OWN)
        if sum(more.values()) > (MOST_OF_LIBRARIES if result.failed and result.call.endswith("alloc") else 0):
            return "leak of a library's: %d blocks" % sum(more.values())
        return ""

    def look_harmless(self, kind, mode, n, result, now):
        if not self.case.is_same(now, self.after):
            self.problem("other files: " + self.differing(now, self.after), kind, mode, n, result)
        if self.case.timeless(result.out) != self.case.timeless(self.whole.out) and mode != FULL:
            self.problem("prints other things", kind, mode, n, result)
        if self.case.timeless(result.err) != self.case.timeless(self.whole.err):
            self.problem("other messages", kind, mode, n, result)
        if mode in (SIZE, FULL):
            self.problem("full, and not told", kind, mode, n, result)

    def look_failed(self, kind, mode, n, result, now):
        if result.call == "unlink":
            now = {path: now[path] for path in now if ".lakipdf-" not in path}
        if not self.case.is_left(self.before, self.after, now):
            self.problem("files are left: " + self.differing(now, self.before), kind, mode, n, result)
        words = result.err.lower()
        if mode == ONCE and words.count("error: ") > MOST_ERRORS:
            self.problem("%d errors follow from one" % words.count("error: "), kind, mode, n, result)
        if kind <= 1 and mode in (ONCE, FROM):
            if "out of memory" not in words and "cannot allocate memory" not in words:
                self.problem("does not say that memory ran out", kind, mode, n, result)
        elif mode == ONCE and result.path:
            name = os.path.basename(result.path).lower()
            if name.startswith("."):  # a temporary file: of what it is named after
                name = name[1:].split(".lakipdf-")[0]
            if name not in words and "out of memory" not in words:
                self.problem("does not name the file", kind, mode, n, result)
        elif not words.strip():
            self.problem("says nothing", kind, mode, n, result)

    def look_killed(self, kind, n, result, now):
        for path in set(now) | set(self.before):
            good = now.get(path, b"") in (self.before.get(path, b""), self.after.get(path, b""))
            if not good and path in now and ".lakipdf-" not in path and not self.case.may_lie(path):
                self.problem("killed: %s is not whole" % path, kind, KILL, n, result)
        if self.case.again:
            again = self.server.run(0, ONCE, 0)
            self.runs += 1
            then = tree(self.folder)
            if again.status != self.whole.status or not self.case.is_same(then, self.after):
                self.problem("killed, and the next run: " + self.differing(then, self.after), kind, KILL, n, again)
            now.update(then)
            for path in list(now):
                if path not in then:
                    del now[path]

    @staticmethod
    def differing(now, wanted):
        return " ".join(sorted(path for path in set(now) | set(wanted) if now.get(path, b"-") != wanted.get(path, b"-"))[:3])


def work(options, cases, done):
    while True:
        with options.lock:
            if not cases:
                return
            case = cases.pop(0)
        start = time.monotonic()
        try:
            run = Run(options, case)
            run.all()
        except BaseException as error:  # pylint: disable=broad-except
            done.append(None)
            print("%s: %r" % (case.name, error), flush=True)
            raise
        done.append(run)
        tell(options, run, time.monotonic() - start)


def tell(options, run, seconds):
    with options.lock:
        counts = " ".join("%s %d" % pair for pair in zip(KINDS, run.whole.counts))
        mark = "[       OK ]" if not run.problems else "[  FAILED  ]"
        print("%s %-12s %5d runs, %d did no harm, %.1f s (%s)" %
              (mark, run.case.name, run.runs, run.harmless, seconds, counts))
        for (what, kind, mode, call), found in run.problems.items():
            n, status, path, err = found[0]
            print("    %s: %s %s, %s %s; %d times, first n=%d: exit %s: %s" %
                  (what, kind, mode, call, path, len(found), n, status, err))
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("library")
    parser.add_argument("folder")
    parser.add_argument("--some", type=int)
    parser.add_argument("--only")
    parser.add_argument("--seed", default="lakipdf")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.program, options.library, options.folder = map(
        os.path.abspath, (options.program, options.library, options.folder))
    options.is_hook = hooks(options.program)
    options.lock = threading.Lock()
    shutil.rmtree(options.folder, ignore_errors=True)
    os.makedirs(options.folder)
    cases = [case for case in CASES if options.only in (None, case.name)]
    done = []
    threads = [threading.Thread(target=work, args=(options, cases, done)) for _ in range(options.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(1 if None in done or any(run.problems for run in done) else 0)


if __name__ == "__main__":
    main()
