#pragma once

#include <cstdint>
#include <span>

#include "math/linear/pca.h"
#include "math/types.h"

namespace es::math {

/// A linear view of the space: x -> axesᵀ (x - origin), three numbers for each vector.
struct Slice {
  Basis axes;     // (d, 3) unit columns; orthogonal too, unless oblique axes were asked for
  Basis frame;    // (d, 3) orthonormal columns with the same span: what "shown" is measured in
  Vector origin;  // (d) all zero (arrows are true vectors), or the mean of the rows (centred)
};

/// Fewer than three dimensions: the missing axes are zero columns, in every function below.

Slice pcaSlice(const PrincipalComponents& components);

/// Uniform over all orthonormal 3-frames (Gaussian matrix, QR, R's diagonal made positive). The same seed
/// gives the same slice on every machine: the generator and the normal transform are fixed here, not the
/// library's.
Slice randomSlice(Index dims, std::uint64_t seed);

/// Axes along three given vectors, in order; `orthogonal`: Gram-Schmidt, the first kept as it is. Otherwise
/// they are only made unit length. Throws es::Error where one is (nearly) zero or lies in the span of those
/// before it.
Slice axesSlice(const ConstVector& x, const ConstVector& y, const ConstVector& z, bool orthogonal);

/// The slice in which the given vectors show the most of their squared length (leading left singular vectors
/// of the uncentred set; sign rule of principalComponents). Fewer than three independent vectors: completed
/// by the axes of `completion`, the one with most that is new first, made orthogonal. vectors: (m, d), m
/// >= 1.
Slice fitSlice(const ConstRows& vectors, const Slice& completion);

/// rows: (n, d) -> (n, 3). Held within float's range.
Points project(const Slice& slice, const ConstRows& rows);
Eigen::Vector3f projectOne(const Slice& slice, const ConstVector& vector);

/// The share of a vector's length (measured from the slice's origin) that the slice shows: |frameᵀ v| / |v|,
/// in [0, 1]; 0 for a vector of length zero.
double shownShare(const Slice& slice, const ConstVector& vector);
/// The same of a difference of vectors, which has its length wherever it begins: without the origin.
double shownShareOfDifference(Slice slice, const ConstVector& difference);

/// The share of the rows' total variance that lies in the slice's span, in [0, 1]. rows: (n, d).
double shownVariance(const Slice& slice, const ConstRows& rows, const Spread& spread);

}  // namespace es::math
