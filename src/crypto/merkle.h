// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/function_ref.h"
#include "crypto/sha256.h"

#include <cstdint>
#include <span>
#include <vector>

/// The Merkle tree of RFC 6962 section 2.1.
namespace junkai::crypto {

Digest merkle_leaf(BytesView entry);
Digest merkle_node(const Digest& left, const Digest& right);

/// The root over leaf hashes; of none: the hash of nothing.
Digest merkle_root(std::span<const Digest> leaves);

using MerkleProof = std::vector<Digest>;

/// Hash of the subtree over the leaves [begin, end). A proof asks only for ranges that are nodes of the tree,
/// so a log that keeps tiles answers most of them with one read.
using SubtreeHash = FunctionRef<Digest(std::uint64_t begin, std::uint64_t end)>;

/// That leaf `index` stands in the tree of `size` leaves; index < size.
MerkleProof inclusion_proof(std::uint64_t index, std::uint64_t size, SubtreeHash subtree);
MerkleProof inclusion_proof(std::uint64_t index, std::span<const Digest> leaves);
bool verify_inclusion(std::uint64_t index,
                      std::uint64_t size,
                      const Digest& leaf,
                      std::span<const Digest> proof,
                      const Digest& root);

/// That the tree of `first` leaves is the beginning of the tree of `size` leaves; first <= size. Empty when
/// first is 0 or both are equal.
MerkleProof consistency_proof(std::uint64_t first, std::uint64_t size, SubtreeHash subtree);
MerkleProof consistency_proof(std::uint64_t first, std::span<const Digest> leaves);
bool verify_consistency(std::uint64_t first,
                        std::uint64_t size,
                        const Digest& first_root,
                        const Digest& root,
                        std::span<const Digest> proof);

/// The right edge of a growing tree: appends leaves and gives the root without keeping them.
class MerkleEdge {
public:
    MerkleEdge() = default;
    /// Goes on from what size() and subtrees() gave; throws CryptoError when the two do not fit.
    MerkleEdge(std::uint64_t size, std::vector<Digest> subtrees);

    void append(const Digest& leaf);
    Digest root() const;

    std::uint64_t size() const { return size_; }

    /// The perfect subtrees, largest first: one for each bit of the size.
    const std::vector<Digest>& subtrees() const { return subtrees_; }

private:
    std::uint64_t size_ = 0;
    std::vector<Digest> subtrees_;
};

}  // namespace junkai::crypto
