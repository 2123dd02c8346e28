/* main.c -- the command `hatshy`: which subcommand, signals, memory. See docs/command-line.md. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli_internal.h"

static const char *const names[HAT_COMMAND_COUNT] = {"generate", "batch",  "check",
                                                     "entries",  "render", "fonts"};

/* Leaves no temporary file behind: 130 on SIGINT, 143 on SIGTERM. */
static void stopped(int signal_number)
{
    hat_abandon_outputs();
    _exit(EXIT_SIGNAL + signal_number);
}

void hat_catch_signals(void (*handler)(int signal_number))
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = handler}, before;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

static void signals_init(void)
{
    hat_catch_signals(stopped);
    /* a write past the file size limit is an error of the write, not the end of the program */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGXFSZ, &ignore, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}

/* Who started us may have closed standard input, output or error: a file that we open would get the
 * number, and what is said would be written into it. */
static bool standard_files_open(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    return fd >= 0 && close(fd) == 0;
}

/* Asks cairo not to pack the pages of a PDF: the library unpacks, marks and packs them again. A
 * seventh of the time; the same file comes out. The environment is the program's to set, not the
 * library's, which may run among others' threads. */
static void pages_unpacked(void)
{
    setenv("CAIRO_DEBUG_PDF", "", 1);
}

static enum hat_command command_find(const char *name)
{
    for (int i = 0; i < HAT_COMMAND_COUNT; i++) {
        if (strcmp(name, names[i]) == 0) {
            return (enum hat_command)i;
        }
    }
    return HAT_COMMAND_COUNT;
}

static int run(int argc, char **argv, enum hat_command command)
{
    struct hat_arguments arguments = {.command = command,
                                      .options = HAT_OPTIONS_INIT,
                                      .entries = HAT_ENTRIES_OPTIONS_INIT,
                                      .batch = HAT_BATCH_OPTIONS_INIT};
    int status = EXIT_WRONG_USAGE;
    arguments.sources = calloc((size_t)argc, sizeof *arguments.sources);
    arguments.outputs = calloc((size_t)argc, sizeof *arguments.outputs);
    if (arguments.sources == NULL || arguments.outputs == NULL) {
        status = EXIT_SYSTEM_FAILED;
    } else if (hat_arguments_parse(argc, argv, &arguments)) {
        if (arguments.help) {
            hat_usage(command, true);
            status = EXIT_DONE;
        } else {
            status = hat_command_run(&arguments);
        }
    }
    free(arguments.sources);
    free(arguments.outputs);
    return status;
}

int main(int argc, char **argv)
{
    if (!standard_files_open()) {
        return EXIT_SYSTEM_FAILED;
    }
    signals_init();
    pages_unpacked();
    hat_exit_when_out_of_memory();
    const char *word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--version") == 0) {
        printf("hatshy %s\n", hat_version());
        return EXIT_DONE;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        hat_usage(HAT_COMMAND_COUNT, true);
        return EXIT_DONE;
    }
    enum hat_command command = command_find(word);
    if (command == HAT_COMMAND_COUNT) {
        fprintf(stderr, "hatshy: error: unknown command: %s\n", word);
        hat_usage(HAT_COMMAND_COUNT, false);
        return EXIT_WRONG_USAGE;
    }
    return run(argc, argv, command);
}
