// SPDX-License-Identifier: Apache-2.0
#include "profile/read_rules.h"

#include "domain/duty/matrix.h"

namespace junkai::profile {

namespace {

using domain::duty::Operation;
using domain::roster::Post;
using domain::roster::Role;

domain::duty::Switch read_switch(const Reader& at)
{
    ObjectReader row(at);
    domain::duty::Switch out{row["operation"].code<Operation>(), row["role"].code<Role>(), row["on"].flag()};
    row.done();
    // What the directive says or refuses in so many words is no prefecture's choice.
    if (!domain::duty::may_switch(out)) at.fail("the directive leaves no choice here");
    return out;
}

std::vector<Post> read_posts(const Reader& at)
{
    auto posts = at.codes<Post>();
    if (posts.empty()) at.fail("at least one post is wanted");
    return posts;
}

}  // namespace

RosterRules read_roster(ObjectReader roles)
{
    RosterRules out;
    out.gm_posts = read_posts(roles["gm_posts"]);
    out.dgm_posts = read_posts(roles["dgm_posts"]);
    out.dgm_requires_chiiki_kacho = roles["dgm_requires_chiiki_kacho"].flag();
    ObjectReader bm = roles.object("bm");
    out.bm_enabled = bm["enabled"].flag();
    out.bm_posts = read_posts(bm["posts"]);
    bm.done();
    ObjectReader sup = roles.object("sup");
    out.duty.sup_can_preapprove = sup["can_preapprove"].flag();
    sup.done();
    out.duty.switches = roles["switches"].list(read_switch);
    roles.done();
    return out;
}

}  // namespace junkai::profile
