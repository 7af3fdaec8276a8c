#include "app/document/shown_share.h"

#include <cmath>

#include "math/linear/similarity.h"

namespace es::app {

namespace {

/// A share of one length as that of a longer one, which has `hidden` more of squared length.
double ofWhole(double share, double length, const std::optional<double>& hidden) {
  if (!hidden) return share;
  const double whole = std::sqrt(length * length + *hidden);
  return whole > 0 ? share * length / whole : 0;
}

}  // namespace

ShownShare shownShareOf(const DocumentState& state, const math::Vector& vector,
                        std::optional<double> hidden) {
  const math::Slice& slice = state.sliced->slice;
  ShownShare share;
  share.ofLength = ofWhole(math::shownShareOfDifference(slice, vector), math::length(vector), hidden);
  if (!state.centred) return share;
  const math::Vector fromMean = vector - slice.origin;
  share.ofCentred = ofWhole(math::shownShare(slice, vector), math::length(fromMean), hidden);
  return share;
}

}  // namespace es::app
