using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>
/// The plugin's tables. Instants are milliseconds of Unix time, days are <c>2026-12-09</c>. Names, titles, days, stages, links, places and tags are in the clear,
/// as they are searched; free text about people is a document of the host's, and only its id is here. <c>number</c> is what full text search points at: it
/// stays when the file is vacuumed.
/// </summary>
internal static class ApplicationSchema
{
    // What every table of the user's has, for the day that a folder has several people or devices; until then the first two and the last name nobody.
    private const string Stamp = """
        space TEXT NOT NULL DEFAULT '',
        owner TEXT NOT NULL DEFAULT '',
        visibility TEXT NOT NULL DEFAULT 'private',
        revision INTEGER NOT NULL DEFAULT 1,
        device TEXT NOT NULL DEFAULT '',
        created INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        deleted INTEGER
        """;

    public static IReadOnlyList<StoreScript> Scripts { get; } =
    [
        new("100_applications", $"""
            CREATE TABLE company(
              id TEXT PRIMARY KEY,
              {Stamp},
              name TEXT NOT NULL,
              name_key TEXT NOT NULL,
              domain TEXT
            );
            CREATE UNIQUE INDEX company_by_domain ON company(domain) WHERE domain IS NOT NULL;
            CREATE INDEX company_by_name ON company(name_key, id);

            CREATE TABLE application(
              number INTEGER PRIMARY KEY,
              id TEXT NOT NULL UNIQUE,
              {Stamp},
              company TEXT NOT NULL,
              role TEXT NOT NULL,
              role_key TEXT NOT NULL,
              requisition TEXT,
              link TEXT,
              place TEXT,
              pay_from TEXT,
              pay_to TEXT,
              pay_currency TEXT,
              pay_period TEXT,
              source TEXT,
              posted TEXT,
              deadline TEXT,
              applied TEXT,
              stage TEXT NOT NULL,
              since INTEGER NOT NULL,
              archived INTEGER
            );
            CREATE INDEX application_on_board ON application(stage, since, id) WHERE archived IS NULL AND deleted IS NULL;
            CREATE INDEX application_by_change ON application(changed, id) WHERE deleted IS NULL;
            CREATE INDEX application_by_company ON application(company, role_key) WHERE deleted IS NULL;
            CREATE INDEX application_by_link ON application(link) WHERE link IS NOT NULL AND deleted IS NULL;

            CREATE TABLE tag(
              application TEXT NOT NULL,
              tag TEXT NOT NULL,
              PRIMARY KEY (application, tag)
            ) WITHOUT ROWID;
            CREATE INDEX tag_of ON tag(tag, application);

            CREATE TABLE task(
              id TEXT PRIMARY KEY,
              {Stamp},
              application TEXT NOT NULL,
              title TEXT NOT NULL,
              due TEXT,
              remind TEXT,
              done INTEGER,
              merged_from TEXT
            );
            CREATE INDEX task_of ON task(application, due) WHERE deleted IS NULL;
            CREATE INDEX task_open ON task(coalesce(remind, due)) WHERE done IS NULL AND deleted IS NULL;

            CREATE TABLE link(
              application TEXT NOT NULL,
              kind TEXT NOT NULL,
              id TEXT NOT NULL,
              role TEXT,
              created INTEGER NOT NULL,
              merged_from TEXT,
              PRIMARY KEY (application, kind, id)
            ) WITHOUT ROWID;
            CREATE INDEX link_to ON link(kind, id);

            CREATE TABLE entry(
              id TEXT PRIMARY KEY,
              application TEXT NOT NULL,
              at INTEGER NOT NULL,
              kind TEXT NOT NULL,
              actor TEXT NOT NULL,
              ref_kind TEXT,
              ref_id TEXT,
              text TEXT,
              from_stage TEXT,
              to_stage TEXT,
              from_since INTEGER,
              undone INTEGER NOT NULL DEFAULT 0,
              once TEXT UNIQUE,
              merged_from TEXT
            );
            CREATE INDEX entry_of ON entry(application, at, id);

            CREATE TABLE unmatched(
              message TEXT PRIMARY KEY,
              outbox TEXT NOT NULL,
              contact TEXT,
              received INTEGER NOT NULL,
              candidates TEXT NOT NULL,
              settled INTEGER
            );
            CREATE INDEX unmatched_open ON unmatched(received, message) WHERE settled IS NULL;

            CREATE TABLE stage(
              name TEXT PRIMARY KEY,
              title TEXT NOT NULL,
              kind TEXT NOT NULL,
              position INTEGER NOT NULL
            ) WITHOUT ROWID;
            INSERT INTO stage(name, title, kind, position) VALUES
              ('saved', 'Saved', 'open', 0), ('applied', 'Applied', 'open', 1), ('screening', 'Screening', 'open', 2), ('interview', 'Interview', 'open', 3),
              ('offer', 'Offer', 'open', 4), ('accepted', 'Accepted', 'won', 5), ('rejected', 'Rejected', 'lost', 6), ('withdrawn', 'Withdrawn', 'lost', 7);
            CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            INSERT INTO setting(name, value) VALUES ('pipeline', '1');

            CREATE VIRTUAL TABLE application_search USING fts5(
              company, role, requisition, place, source, tags, tasks,
              tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
            """),
        new("101_merged_tags", "ALTER TABLE tag ADD COLUMN merged_from TEXT;"),
        // How many there are is asked with every board.
        new("102_archived", "CREATE INDEX application_archived ON application(archived) WHERE archived IS NOT NULL AND deleted IS NULL;"),
    ];
}
