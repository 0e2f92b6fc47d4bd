// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// What a named officer does to the organisation and its people, typed after `junkai`.
namespace junkai::cli {

/// Judged and recorded as over HTTP: the officer logs in, the password comes from the terminal or the first
/// line of a pipe.
struct AsOfficer {
    std::filesystem::path store;
    std::string officer_no;
};

struct ChangePassword : AsOfficer {};

struct StationAdd : AsOfficer {
    std::string code;
    std::string name;
    bool no_chiiki_kacho = false;
    double latitude = 0;
    double longitude = 0;
    std::string phone;
};

struct StationList : AsOfficer {};

/// Blocks, sites and beats, with their codes and ids.
struct StationShow : AsOfficer {
    std::string station;
};

struct BlockAdd : AsOfficer {
    std::string station;
    std::string code;
    std::string name;
    std::string since;
};

struct SiteAdd : BlockAdd {
    std::string kind = "KOBAN";
    std::string block;
};

struct BeatAdd : BlockAdd {
    std::string site;
};

struct OfficerAdd : AsOfficer {
    /// Empty: the caller's own.
    std::string station;
    std::string number;
    std::string name;
    std::string kana;
    std::string rank;
    std::string post;
    bool no_community_officer = false;
};

/// Officers with what they are designated to and assigned, and the ids to end it by.
struct RosterList : AsOfficer {
    std::string station;
};

struct PasswordReset : AsOfficer {
    std::string number;
};

struct DesignationAdd : AsOfficer {
    std::string number;
    std::string role;
    std::string from;
    std::string to;
    std::vector<std::string> blocks;
    std::string site;
    std::vector<std::string> beats;
    std::string shift_group;
    bool acting = false;
    std::string reason;
};

struct AssignmentAdd : AsOfficer {
    std::string number;
    std::string beat;
    std::string kind = "MAIN";
    std::string from;
    std::string to;
    std::string reason;
};

struct DesignationEnd : AsOfficer {
    std::string id;
    std::string at;
};

struct AssignmentEnd : AsOfficer {
    std::string id;
    std::string at;
};

}  // namespace junkai::cli
