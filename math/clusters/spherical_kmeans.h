#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "math/kernels/centre_kernels.h"
#include "math/types.h"

namespace es::math {

struct KMeansSpec {
  Index clusters = 24;  // at most so many as there are rows
  std::uint64_t seed = 1;
  int starts = 4;  // of which the best is kept
};

struct Clustering {
  RowMatrix centres;             // (k, d) unit rows: each the direction of the sum of its cluster's rows
  std::vector<Index> clusterOf;  // (n)
  double objective = 0;          // the sum over the rows of the cosine with their own centre
};

/// Spherical k-means (Dhillon & Modha 2001): unit rows are parted so that the sum of their cosines with their
/// cluster's direction is large. Begins at k-means++ (Arthur & Vassilvitskii 2007) with distance 1 - cosine,
/// goes on until a round gains less than 3e-5 of the objective, and keeps the best of several starts. A
/// cluster that loses all its rows begins again at the row that is farthest from its own centre. unitRows:
/// (n, d), n >= clusters >= 1. On all threads; the same for a seed on any number of them and on every
/// processor. May be cancelled.
Clustering sphericalKMeans(const ConstRows& unitRows, const KMeansSpec& spec, const base::Progress& progress);

/// The nearest centre of every row, on all threads. rows: (n, d), centres: (k, d), unit rows.
std::vector<NearestCentre> assignToCentres(const ConstRows& rows, const ConstRows& centres);

}  // namespace es::math
