// The one place where stb_truetype's code is compiled. Its asserts are off: an odd font is not a programmer's
// mistake.
#define STBTT_assert(condition) ((void)0)
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb_truetype.h>
