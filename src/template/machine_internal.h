/* machine_internal.h -- a program run against the values, pulled as a stream of XML. */
#ifndef HAT_TEMPLATE_MACHINE_INTERNAL_H
#define HAT_TEMPLATE_MACHINE_INTERNAL_H

#include "base/stream.h"
#include "data/data.h"
#include "template/eval_internal.h"
#include "template/media_internal.h"
#include "template/program_internal.h"
#include "template/relations_internal.h"
#include "template/template.h"

/* What the runs of one program in one merge share: so that a part may be run any number of times,
 * always gives the same bytes, and says each message once. */
struct hat_run_state {
    const struct hat_program *program;
    struct hat_relations relations; /* made while merging (DOCX) */
    bool *reported;                 /* by tag: its error was told */
    uint32_t part;                  /* index of the part */
    uint64_t told;                  /* messages of earlier runs */
    uint64_t bytes;                 /* what the longest run wrote */
};

struct hat_run_options {
    const struct hat_limits *limits;
    const hat_data *data;
    struct hat_media *media; /* pictures of the merge */
    hat_diags *diags;
    enum hat_lang lang;
    enum hat_missing missing;
    int64_t today;
    uint32_t paths;    /* of the template */
    uint64_t *written; /* bytes of all parts of the merge, the longest run of each counted */
};

/* Starts a run. HAT_OK, HAT_ERR_NOMEM. The stream gives HAT_ERR_DATA at its end when there were
 * errors (all have been reported then), HAT_ERR_LIMIT as soon as the letter is too large. */
enum hat_status hat_run_open(struct hat_run_state *state, const struct hat_run_options *options,
                             struct hat_stream *out);

#endif
