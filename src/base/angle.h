/* angle.h -- angles in hundredths of a degree, and boxes that are turned around their middle.
 *
 *     3000 x 1000, turned by 9000  ->  stands in a box of 1000 x 3000
 */
#ifndef HAT_BASE_ANGLE_H
#define HAT_BASE_ANGLE_H

#include <math.h>
#include <stdint.h>

#define HAT_PI 3.14159265358979323846

static inline double hat_radians(int32_t rotation)
{
    return rotation % 36000 * HAT_PI / 18000;
}

/* Makes of the size of a box that of the upright one around it when it is turned [radians]. */
static inline void hat_turned_size(double angle, double *width, double *height)
{
    double across = *width * fabs(cos(angle)) + *height * fabs(sin(angle));
    double down = *height * fabs(cos(angle)) + *width * fabs(sin(angle));
    *width = across;
    *height = down;
}

#endif
