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
    sub = add(*import, "places", "住戸の一覧 (CSV, UTF-8 または CP932)", import_places, chosen);
    sub->add_option("file", import_places.file, "CSV ファイル")->required()->check(CLI::ExistingFile);
    sub->add_option("--officer", import_places.officer_no, "取り込む者の職員番号")->required();
    sub->add_option("--report", import_places.report, "取り込めなかった行の報告 (CSV)");
    sub->add_flag("--dry-run", import_places.dry_run, "調べるだけで何も書かない");

    LedgerVerify verify;
    CLI::App* ledger = app.add_subcommand("ledger", "監査台帳");
    ledger->require_subcommand(1);
    sub = add(*ledger, "verify", "台帳を最初から検証する", verify, chosen);
    sub->add_option("--station", verify.station, "署コード (無ければ全署)");

    Doctor doctor;
    add(app, "doctor", "ストア、鍵庫、台帳の状態を調べる", doctor, chosen);

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
