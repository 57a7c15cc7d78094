using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The tables of models, rules, the budget and the ledger. Money is whole millionths, so that sums are exact; instants are milliseconds of Unix time.</summary>
internal static class ModelSchema
{
    public static IReadOnlyList<StoreScript> Scripts { get; } =
    [
        new("100_models", """
            CREATE TABLE model(
              id TEXT PRIMARY KEY,
              provider TEXT NOT NULL,
              name TEXT NOT NULL,
              endpoint TEXT,
              has_key INTEGER NOT NULL,
              is_allowed INTEGER NOT NULL,
              context_tokens INTEGER,
              input_price INTEGER,
              output_price INTEGER
            ) WITHOUT ROWID;
            CREATE TABLE subject_rule(subject_id TEXT PRIMARY KEY, rule TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE choice(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE ledger(
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              id TEXT NOT NULL UNIQUE,
              at INTEGER NOT NULL,
              task TEXT,
              subject_id TEXT NOT NULL,
              provider TEXT NOT NULL,
              model TEXT,
              is_local INTEGER NOT NULL,
              fields TEXT NOT NULL,
              input_tokens INTEGER NOT NULL,
              output_tokens INTEGER NOT NULL,
              cost INTEGER,
              milliseconds INTEGER NOT NULL,
              outcome TEXT NOT NULL,
              from_cache INTEGER NOT NULL
            );
            CREATE INDEX ledger_subject ON ledger(subject_id, number);
            CREATE INDEX ledger_at ON ledger(at);
            """),
        new("101_ledger_about", """
            ALTER TABLE ledger ADD COLUMN about_id TEXT;
            CREATE INDEX ledger_about ON ledger(about_id, number);
            """),
    ];
}
