// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

namespace junkai::cli {
namespace {

/// A subcommand whose values land in `command`; `chosen` is set when it was the one typed.
template <class T>
CLI::App* add(CLI::App& app, const char* name, const char* what, T& command, std::optional<Command>& chosen)
{
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("--store", command.store, "ストアのフォルダー")->required();
    sub->callback([&command, &chosen] { chosen = command; });
    return sub;
}

/// The same for a command that an officer gives, who logs in.
template <class T>
CLI::App*
add_as_officer(CLI::App& app, const char* name, const char* what, T& command, std::optional<Command>& chosen)
{
    CLI::App* sub = add(app, name, what, command, chosen);
    sub->add_option("--officer", command.officer_no, "実行する者の職員番号 (パスワードを聞きます)")
        ->required();
    return sub;
}

CLI::App* add_group(CLI::App& app, const char* name, const char* what)
{
    CLI::App* group = app.add_subcommand(name, what);
    group->require_subcommand(1);
    return group;
}

/// 組織と職員: the values outlive the parsing.
struct OrganisationCommands {
    ChangePassword password;
    StationAdd station_add;
    StationList station_list;
    StationShow station_show;
    BlockAdd block_add;
    SiteAdd site_add;
    BeatAdd beat_add;
    OfficerAdd officer_add;
    RosterList roster_list;
    PasswordReset password_reset;
    DesignationAdd designation_add;
    DesignationEnd designation_end;
    AssignmentAdd assignment_add;
    AssignmentEnd assignment_end;

    void add_to(CLI::App& app, std::optional<Command>& chosen)
    {
        add_as_officer(app, "password", "自分のパスワードを変える", password, chosen);
        add_places(app, chosen);
        add_people(app, chosen);
    }

private:
    void add_places(CLI::App& app, std::optional<Command>& chosen)
    {
        CLI::App* station = add_group(app, "station", "警察署");
        CLI::App* sub = add_as_officer(*station, "add", "警察署を設ける", station_add, chosen);
        sub->add_option("--code", station_add.code, "署コード (英小文字と数字、2から16字)")->required();
        sub->add_option("--name", station_add.name, "名称")->required();
        sub->add_option("--latitude", station_add.latitude, "北緯 (度。日没の計算に使う)")->required();
        sub->add_option("--longitude", station_add.longitude, "東経 (度)")->required();
        sub->add_option("--phone", station_add.phone, "代表電話");
        sub->add_flag("--no-chiiki-kacho", station_add.no_chiiki_kacho, "地域課長を置かない署 (3-3d)");
        add_as_officer(*station, "list", "警察署の一覧", station_list, chosen);
        sub = add_as_officer(*station, "show", "署の組織", station_show, chosen);
        sub->add_option("--station", station_show.station, "署コード (無ければ自分の署)");

        const auto place = [&](const char* name, const char* what, auto& command) {
            CLI::App* added = add_as_officer(*add_group(app, name, what), "add", "設ける", command, chosen);
            added->add_option("--station", command.station, "署コード (無ければ自分の署)");
            added->add_option("--code", command.code, "コード (16字まで)")->required();
            added->add_option("--name", command.name, "名称")->required();
            added->add_option("--since", command.since, "設定日 (無ければ今日)");
            return added;
        };
        place("block", "ブロック", block_add);
        sub = place("site", "交番・駐在所・署所在地", site_add);
        sub->add_option("--kind", site_add.kind, "KOBAN、CHUZAISHO、STATION_AREA")->capture_default_str();
        sub->add_option("--block", site_add.block, "ブロックのコード");
        sub = place("beat", "巡連区", beat_add);
        sub->add_option("--site", beat_add.site, "交番等のコード")->required();
    }

    void add_people(CLI::App& app, std::optional<Command>& chosen)
    {
        CLI::App* officer = add_group(app, "officer", "警察職員");
        CLI::App* sub =
            add_as_officer(*officer, "add", "登録し、最初のパスワードを表示する", officer_add, chosen);
        sub->add_option("--station", officer_add.station, "署コード (無ければ自分の署)");
        sub->add_option("--number", officer_add.number, "職員番号 (4桁から10桁)")->required();
        sub->add_option("--name", officer_add.name, "氏名")->required();
        sub->add_option("--kana", officer_add.kana, "ふりがな");
        sub->add_option("--rank", officer_add.rank, "階級");
        sub->add_option("--post", officer_add.post, "職 (例 COMMUNITY_OFFICER)")->required();
        sub->add_flag("--no-community-officer", officer_add.no_community_officer, "地域警察官ではない");
        sub = add_as_officer(*officer, "list", "名簿: 職員、指定、受持ち", roster_list, chosen);
        sub->add_option("--station", roster_list.station, "署コード (無ければ自分の署)");
        sub = add_as_officer(*officer, "reset-password", "仮のパスワードを作る", password_reset, chosen);
        sub->add_option("--number", password_reset.number, "職員番号")->required();

        CLI::App* designation = add_group(app, "designation", "役割の指定 (3-3, 6-2)");
        sub = add_as_officer(*designation, "add", "指定する", designation_add, chosen);
        sub->add_option("--number", designation_add.number, "指定される者の職員番号")->required();
        sub->add_option("--role", designation_add.role, "役割 (CHIEF、GM、DGM、BM、CUST、SUP …)")->required();
        sub->add_option("--block", designation_add.blocks, "ブロックのコード (いくつでも)");
        sub->add_option("--site", designation_add.site, "交番等のコード");
        sub->add_option("--beat", designation_add.beats, "巡連区のコード (いくつでも)");
        sub->add_option("--shift-group", designation_add.shift_group, "部");
        sub->add_flag("--acting", designation_add.acting, "代理");
        add_interval(*sub, designation_add);
        sub = add_as_officer(*designation, "end", "終える", designation_end, chosen);
        add_end(*sub, designation_end);

        CLI::App* assignment = add_group(app, "assignment", "巡連区の受持ち (3-1)");
        sub = add_as_officer(*assignment, "add", "命じる", assignment_add, chosen);
        sub->add_option("--number", assignment_add.number, "受け持つ者の職員番号")->required();
        sub->add_option("--beat", assignment_add.beat, "巡連区のコード")->required();
        sub->add_option("--kind", assignment_add.kind, "MAIN、CARETAKER、DEDICATED")->capture_default_str();
        add_interval(*sub, assignment_add);
        sub = add_as_officer(*assignment, "end", "終える", assignment_end, chosen);
        add_end(*sub, assignment_end);
    }

    template <class T>
    static void add_interval(CLI::App& sub, T& command)
    {
        sub.add_option("--from", command.from, "始まり (日付または日時、無ければ今)");
        sub.add_option("--to", command.to, "終わり (この日または時刻より前まで)");
        sub.add_option("--reason", command.reason, "理由");
    }

    template <class T>
    static void add_end(CLI::App& sub, T& command)
    {
        sub.add_option("--id", command.id, "officer list に出る番号")->required();
        sub.add_option("--at", command.at, "終わり (日付または日時、無ければ今)");
    }
};

}  // namespace

std::variant<Command, int> parse(int argc, const char* const* argv)
{
    CLI::App app("junkai — 巡回連絡の情報システム");
    app.require_subcommand(1);
    std::optional<Command> chosen;

    Serve serve;
    std::string listen = "127.0.0.1:8080";
    CLI::App* sub = add(app, "serve", "HTTP で公開する", serve, chosen);
    sub->add_option("--listen", listen, "アドレス:ポート")->capture_default_str();
    sub->add_flag("--tls", serve.tls, "TLS を使う (ループバック以外では必須)");
    sub->add_option("--web", serve.web, "画面のフォルダー (web/dist)");
    sub->add_option("--clock-at", serve.clock_at, "架空の署だけ: この時刻から時計を始める");

    Demo demo;
    sub = add(app, "demo", "空のストアに架空の署を作る", demo, chosen);
    sub->add_option("--units", demo.units, "世帯の数")
        ->capture_default_str()
        ->check(CLI::Range(100, 10'000'000));
    sub->add_option("--visits-per-unit", demo.visits_per_unit, "世帯あたりの訪問の数 (三年分)")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 20.0));
    sub->add_option("--seed", demo.seed, "乱数の種: 同じ種なら同じデータ")->capture_default_str();
    sub->add_option("--postgres", demo.postgres, "PostgreSQL の接続文字列 (無ければ SQLite)");
    sub->add_option("--clock-at", demo.clock_at, "この日に作られたものとする");
    sub->add_flag("--yes", demo.yes, "大きくても確認しない");

    Migrate migrate;
    add(app, "migrate", "ストアをこの版に合わせる", migrate, chosen);

    ImportPlaces import_places;
    CLI::App* import = app.add_subcommand("import", "ファイルから取り込む");
    import->require_subcommand(1);
    sub = add_as_officer(*import, "places", "住戸の一覧 (CSV, UTF-8 または CP932)", import_places, chosen);
    sub->add_option("file", import_places.file, "CSV ファイル")->required()->check(CLI::ExistingFile);
    sub->add_option("--station", import_places.station, "署コード (本部の者が他の署へ取り込むとき)");
    sub->add_option("--report", import_places.report, "取り込めなかった行の報告 (CSV)");
    sub->add_flag("--dry-run", import_places.dry_run, "調べるだけで何も書かない");
    sub->add_flag("--quiet", import_places.quiet, "進み具合を出さず、結果を機械が読む一行で出す");

    LedgerVerify verify;
    CLI::App* ledger = app.add_subcommand("ledger", "監査台帳");
    ledger->require_subcommand(1);
    sub = add(*ledger, "verify", "台帳を最初から検証する", verify, chosen);
    sub->add_option("--station", verify.station, "署コード (無ければ全署)");

    Doctor doctor;
    add(app, "doctor", "ストア、鍵庫、台帳の状態を調べる", doctor, chosen);

    VaultRebuild vault_rebuild;
    CLI::App* vault = app.add_subcommand("vault", "鍵庫");
    vault->require_subcommand(1);
    add(*vault, "rebuild", "失われた写しを新しい機器に作り直す", vault_rebuild, chosen);

    UserAdd user_add;
    CLI::App* user = app.add_subcommand("user", "職員");
    user->require_subcommand(1);
    sub = add(*user, "add", "新しいストアと最初のシステム管理者を作る", user_add, chosen);
    sub->add_option("--officer", user_add.officer_no, "職員番号 (4桁から10桁)")->required();
    sub->add_option("--name", user_add.name, "氏名")->required();
    sub->add_option("--profile", user_add.profile, "規程のフォルダー名 (profiles/)")->capture_default_str();
    sub->add_option("--prefecture", user_add.prefecture, "都道府県")->capture_default_str();
    sub->add_option("--headquarters", user_add.headquarters, "警察本部の名称")->capture_default_str();
    sub->add_option("--postgres", user_add.postgres, "PostgreSQL の接続文字列 (無ければ SQLite)");

    OrganisationCommands organisation;
    organisation.add_to(app, chosen);

    try {
        app.parse(argc, argv);
        const auto colon = listen.rfind(':');
        if (colon == std::string::npos)
            throw CLI::ValidationError("--listen", "アドレス:ポート で指定してください");
        serve.address = listen.substr(0, colon);
        serve.port = CLI::detail::lexical_cast(listen.substr(colon + 1), serve.port)
                         ? serve.port
                         : throw CLI::ValidationError("--listen", "ポートが数ではありません");
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    if (std::holds_alternative<Serve>(*chosen)) return Command(serve);
    return *chosen;
}

}  // namespace junkai::cli
