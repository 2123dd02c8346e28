#include <hatshy.h>

int main(int argc, char **argv)
{
    hat_template *tmpl = NULL;
    hat_status st = argc > 1 ? hat_template_open(argv[1], NULL, NULL, &tmpl) : HAT_ERR_USAGE;
    hat_template_free(tmpl);
    return st == HAT_OK ? 0 : 1;
}
