#include <hatshy.h>

int main(int argc, char **argv)
{
    hat_options options = HAT_OPTIONS_INIT;
    hat_template *tmpl = nullptr;
    hat_status st = argc > 1 ? hat_template_open(argv[1], &options, nullptr, &tmpl) : HAT_ERR_USAGE;
    hat_template_free(tmpl);
    return st == HAT_OK ? 0 : 1;
}
