#pragma once

#include <array>

#include "app/look/theme.h"

namespace es::app {

/// One colour, straight sRGB in [0, 1].
using Color = std::array<float, 4>;

/// The colours of a theme and what each says. Shape repeats what colour says wherever two are told apart.
struct Palette {
  Color ground;  // behind the picture
  Color panel, panelRaised, panelBorder;
  Color text, textDim, textInverse;
  Color textOutline;                      // around labels in the picture
  Color difference;                       // a difference of vectors: yellow on the dark theme
  Color first, second;                    // a pair: blue and red; also added and subtracted terms
  Color result;                           // where a formula lands
  Color selected;                         // the selected word
  Color probabilityLow, probabilityHigh;  // likely text and its bars: copper, the stronger the likelier
  Color pointFrequent, pointRare;         // the cloud
  Color neighbor;                         // lit answers
  Color output;                           // rows of the unembedding matrix
  Color attention, mlp;                   // which half of a layer moved a token
  std::array<Color, 5> groups;            // groups of words beside each other
  Color grid, axis;
  Color accent;  // focus, sliders
  Color error;
};
const Palette& palette(Theme theme);

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const Color& a, const Color& b);

}  // namespace es::app
