// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "crypto/merkle.h"

#include <gtest/gtest.h>

#include <algorithm>

// The eight leaves, roots and proofs that the certificate-transparency project publishes for RFC 6962.
namespace junkai::crypto {
namespace {

constexpr const char* kEntries[] = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};

constexpr const char* kRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

std::vector<Digest> leaves(std::size_t count)
{
    std::vector<Digest> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(i < 8 ? merkle_leaf(*from_hex(kEntries[i])) : merkle_leaf(bytes_of(std::to_string(i))));
    return out;
}

std::vector<std::string> hex_of(const MerkleProof& proof)
{
    std::vector<std::string> out;
    for (const Digest& hash : proof)
        out.push_back(to_hex(hash));
    return out;
}

TEST(Merkle, roots_agree_with_the_published_ones)
{
    MerkleEdge edge;
    for (std::size_t size = 0; size <= 8; ++size) {
        EXPECT_EQ(to_hex(merkle_root(leaves(size))), kRoots[size]) << size;
        EXPECT_EQ(to_hex(edge.root()), kRoots[size]) << size;
        edge.append(leaves(size + 1).back());
    }
}

TEST(Merkle, inclusion_proofs_agree_with_the_published_ones)
{
    struct Row {
        std::uint64_t index;
        std::size_t size;
        std::vector<std::string> proof;
    };

    const Row rows[] = {
        {0, 1, {}                                                                       },
        {0,
         8,    {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
        {5,
         8,    {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
        {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}     },
        {1,
         5,    {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    };
    for (const Row& row : rows) {
        const auto tree = leaves(row.size);
        EXPECT_EQ(hex_of(inclusion_proof(row.index, tree)), row.proof) << row.index << " in " << row.size;
    }
}

TEST(Merkle, consistency_proofs_agree_with_the_published_ones)
{
    struct Row {
        std::uint64_t first;
        std::size_t size;
        std::vector<std::string> proof;
    };

    const Row rows[] = {
        {1, 1, {}                                                                       },
        {1,
         8,    {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
        {6,
         8,    {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
        {2,
         5,    {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
        {6,
         7,    {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
          "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
    };
    for (const Row& row : rows) {
        const auto tree = leaves(row.size);
        EXPECT_EQ(hex_of(consistency_proof(row.first, tree)), row.proof) << row.first << " to " << row.size;
    }
}

TEST(Merkle, every_inclusion_proof_of_small_trees_verifies_and_no_other)
{
    for (std::size_t size = 1; size <= 20; ++size) {
        const auto tree = leaves(size);
        const Digest root = merkle_root(tree);
        for (std::uint64_t index = 0; index < size; ++index) {
            MerkleProof proof = inclusion_proof(index, tree);
            EXPECT_TRUE(verify_inclusion(index, size, tree[index], proof, root));
            EXPECT_FALSE(verify_inclusion(size, size, tree[index], proof, root));
            EXPECT_FALSE(verify_inclusion(index, size, merkle_leaf(bytes_of("another")), proof, root));
            for (std::uint64_t other = 0; other < size; ++other)
                EXPECT_EQ(verify_inclusion(other, size, tree[index], proof, root), other == index);
            for (Digest& hash : proof) {
                hash[7] ^= std::byte{1};
                EXPECT_FALSE(verify_inclusion(index, size, tree[index], proof, root));
                hash[7] ^= std::byte{1};
            }
            proof.push_back(root);
            EXPECT_FALSE(verify_inclusion(index, size, tree[index], proof, root));
            proof.resize(proof.size() - 1);
            if (!proof.empty()) {
                proof.pop_back();
                EXPECT_FALSE(verify_inclusion(index, size, tree[index], proof, root));
            }
        }
    }
}

TEST(Merkle, every_consistency_proof_of_small_trees_verifies_and_no_other)
{
    for (std::size_t size = 0; size <= 20; ++size) {
        const auto tree = leaves(size);
        const Digest root = merkle_root(tree);
        for (std::size_t first = 0; first <= size; ++first) {
            const Digest old_root = merkle_root(std::span(tree).first(first));
            MerkleProof proof = consistency_proof(first, tree);
            EXPECT_TRUE(verify_consistency(first, size, old_root, root, proof)) << first << " to " << size;
            if (first != size && first != 0) {
                EXPECT_FALSE(verify_consistency(first, size, root, root, proof));
                EXPECT_FALSE(verify_consistency(first, size, old_root, old_root, proof));
                EXPECT_FALSE(verify_consistency(size, first, root, old_root, proof));
            }
            for (Digest& hash : proof) {
                hash[31] ^= std::byte{0x80};
                EXPECT_FALSE(verify_consistency(first, size, old_root, root, proof));
                hash[31] ^= std::byte{0x80};
            }
            proof.push_back(root);
            EXPECT_FALSE(verify_consistency(first, size, old_root, root, proof));
        }
    }
}

TEST(Merkle, proofs_ask_only_for_nodes_of_the_tree)
{
    const auto tree = leaves(13);
    const auto subtree = [&](std::uint64_t begin, std::uint64_t end) {
        // A node that does not touch the right edge is a perfect subtree at its own place: a tile can hold
        // it.
        const std::uint64_t count = end - begin;
        EXPECT_TRUE(end == 13 || ((count & (count - 1)) == 0 && begin % count == 0)) << begin << ' ' << end;
        return merkle_root(std::span(tree).subspan(begin, count));
    };
    for (std::uint64_t i = 0; i < 13; ++i) {
        EXPECT_EQ(inclusion_proof(i, 13, subtree), inclusion_proof(i, tree));
        EXPECT_EQ(consistency_proof(i, 13, subtree), consistency_proof(i, tree));
    }
}

TEST(MerkleEdge, goes_on_from_what_it_gave)
{
    MerkleEdge edge;
    for (const Digest& leaf : leaves(11))
        edge.append(leaf);
    MerkleEdge later(edge.size(), edge.subtrees());
    later.append(leaves(12).back());
    EXPECT_EQ(later.root(), merkle_root(leaves(12)));
    EXPECT_THROW(MerkleEdge(12, edge.subtrees()), CryptoError);
}

}  // namespace
}  // namespace junkai::crypto
