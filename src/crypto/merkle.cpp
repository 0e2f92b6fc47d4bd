// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle.h"

#include "base/errors.h"
#include "base/invariant.h"

#include <bit>

namespace junkai::crypto {
namespace {

/// The largest power of two smaller than n; n > 1.
std::uint64_t split_point(std::uint64_t n)
{
    return std::bit_floor(n - 1);
}

/// SUBPROOF of RFC 6962 2.1.2 over the leaves [begin, end); `known` says that the verifier already has that
/// subtree.
void subproof(std::uint64_t first,
              std::uint64_t begin,
              std::uint64_t end,
              bool known,
              SubtreeHash subtree,
              MerkleProof& out)
{
    const std::uint64_t count = end - begin;
    if (first == count) {
        if (!known) out.push_back(subtree(begin, end));
        return;
    }
    const std::uint64_t middle = split_point(count);
    if (first <= middle) {
        subproof(first, begin, begin + middle, known, subtree, out);
        out.push_back(subtree(begin + middle, end));
    } else {
        subproof(first - middle, begin + middle, end, false, subtree, out);
        out.push_back(subtree(begin, begin + middle));
    }
}

}  // namespace

Digest merkle_leaf(BytesView entry)
{
    constexpr std::byte kLeaf{0};
    return sha256({BytesView(&kLeaf, 1), entry});
}

Digest merkle_node(const Digest& left, const Digest& right)
{
    constexpr std::byte kNode{1};
    return sha256({BytesView(&kNode, 1), left, right});
}

Digest merkle_root(std::span<const Digest> leaves)
{
    if (leaves.empty()) return sha256(BytesView());
    if (leaves.size() == 1) return leaves[0];
    const std::size_t middle = split_point(leaves.size());
    return merkle_node(merkle_root(leaves.first(middle)), merkle_root(leaves.subspan(middle)));
}

MerkleProof inclusion_proof(std::uint64_t index, std::uint64_t size, SubtreeHash subtree)
{
    invariant(index < size, "an inclusion proof of a leaf that is not in the tree");
    // From the root down to the leaf, the sibling of each step; a proof is read from the leaf up.
    MerkleProof downward;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t middle = begin + split_point(end - begin);
        if (index < middle) {
            downward.push_back(subtree(middle, end));
            end = middle;
        } else {
            downward.push_back(subtree(begin, middle));
            begin = middle;
        }
    }
    return {downward.rbegin(), downward.rend()};
}

MerkleProof inclusion_proof(std::uint64_t index, std::span<const Digest> leaves)
{
    const auto subtree = [&](std::uint64_t begin, std::uint64_t end) {
        return merkle_root(leaves.subspan(begin, end - begin));
    };
    return inclusion_proof(index, leaves.size(), subtree);
}

bool verify_inclusion(std::uint64_t index,
                      std::uint64_t size,
                      const Digest& leaf,
                      std::span<const Digest> proof,
                      const Digest& root)
{
    if (index >= size) return false;
    // RFC 9162 2.1.3.2: walk up; where the node is the last of an uneven level it has no sibling there.
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            hash = merkle_node(sibling, hash);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = merkle_node(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

MerkleProof consistency_proof(std::uint64_t first, std::uint64_t size, SubtreeHash subtree)
{
    invariant(first <= size, "a consistency proof from a larger tree to a smaller one");
    MerkleProof out;
    if (first != 0) subproof(first, 0, size, true, subtree, out);
    return out;
}

MerkleProof consistency_proof(std::uint64_t first, std::span<const Digest> leaves)
{
    const auto subtree = [&](std::uint64_t begin, std::uint64_t end) {
        return merkle_root(leaves.subspan(begin, end - begin));
    };
    return consistency_proof(first, leaves.size(), subtree);
}

bool verify_consistency(std::uint64_t first,
                        std::uint64_t size,
                        const Digest& first_root,
                        const Digest& root,
                        std::span<const Digest> proof)
{
    if (first > size) return false;
    if (first == 0) return proof.empty() && first_root == sha256(BytesView());
    if (first == size) return proof.empty() && first_root == root;
    if (proof.empty()) return false;
    // RFC 9162 2.1.4.2: both roots are rebuilt from the same path. A first tree that is a perfect subtree is
    // itself the start of the path.
    const bool perfect = std::has_single_bit(first);
    std::uint64_t node = first - 1;
    std::uint64_t last = size - 1;
    while ((node & 1) != 0) {
        node >>= 1;
        last >>= 1;
    }
    Digest old_hash = perfect ? first_root : proof[0];
    Digest new_hash = old_hash;
    for (const Digest& sibling : proof.subspan(perfect ? 0 : 1)) {
        if (last == 0) return false;
        if ((node & 1) != 0 || node == last) {
            old_hash = merkle_node(sibling, old_hash);
            new_hash = merkle_node(sibling, new_hash);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = merkle_node(new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && old_hash == first_root && new_hash == root;
}

MerkleEdge::MerkleEdge(std::uint64_t size, std::vector<Digest> subtrees)
    : size_(size), subtrees_(std::move(subtrees))
{
    if (static_cast<std::size_t>(std::popcount(size_)) != subtrees_.size())
        throw CryptoError("the right edge of a Merkle tree does not fit its size");
}

void MerkleEdge::append(const Digest& leaf)
{
    // Like adding one in binary: each trailing one bit is a subtree that joins the new one.
    Digest hash = leaf;
    for (std::uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
        hash = merkle_node(subtrees_.back(), hash);
        subtrees_.pop_back();
    }
    subtrees_.push_back(hash);
    ++size_;
}

Digest MerkleEdge::root() const
{
    if (subtrees_.empty()) return sha256(BytesView());
    Digest hash = subtrees_.back();
    for (std::size_t i = subtrees_.size() - 1; i > 0; --i)
        hash = merkle_node(subtrees_[i - 1], hash);
    return hash;
}

}  // namespace junkai::crypto
