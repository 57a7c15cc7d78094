namespace Assistant.Host.Keeping.Tables;

/// <summary>
/// Every table of the host's database that holds what a user put there or got, those that others refer to first. A test compares this with the
/// database, so that no table and no sealed column is forgotten by an export or an erasure.
/// </summary>
internal static class KeptTables
{
    /// <summary>What every other table has of who, where and when; of these only the times and the visibility are taken out.</summary>
    public static readonly IReadOnlySet<string> Stamp = new HashSet<string>(StringComparer.Ordinal) { "space", "owner", "device" };

    /// <summary>Tables that hold nothing of a subject: the desk itself, keys, the chain of what was done and the events (ids only), how far plugins heard them, and the erasures.</summary>
    public static readonly IReadOnlySet<string> Others = new HashSet<string>(StringComparer.Ordinal)
    {
        "space", "person", "device", "subject_key", "master_key", "blob", "blob_holder", "audit", "event", "client_key", "plugin_choice", "plugin_event", "migration", "erasure", "sqlite_sequence",
    };

    private const string Nobodys = "0";

    // A CV that was used for somebody is the user's own, and is taken out with what it was used for.
    private const string Linked = "(SELECT document FROM document_about WHERE kind = @kind AND record = @id)";

    private const string OfDraft = "draft IN {draft}";

    private const string OfOutbox = "outbox IN {outbox}";

    public static IReadOnlyList<KeptTable> All { get; } =
    [
        new("contact", "contacts", "@kind = 'contact' AND id = @id") { Json = ["fields"] },
        new("contact_address", "addresses", "contact IN {contact}") { Key = ["contact", "position"] },
        new("suppression", "addresses not to be written to", "instr(@keys, '|' || match_key || '|') > 0") { IsDeleted = false },
        new("follow_up", "follow-ups", "contact IN {contact}") { Times = ["closed"] },
        new("template", "templates", Nobodys),
        new("template_version", "texts of templates", Nobodys) { Key = ["template", "version"], Json = ["variables"] },
        new("document", "documents", "sealed_for = @subject OR (@kind = 'document' AND id = @id)") { SealedBy = new("sealed_for"), GoesAlong = $"id IN {Linked}" },
        new("document_about", "links of documents", "document IN {document} OR (kind = @kind AND record = @id)") { Key = ["document", "kind", "record"], GoesAlong = $"document IN {Linked}" },
        new("document_version", "versions of documents", "document IN {document}")
        {
            Key = ["document", "number"],
            SealedBy = new("document", "document"),
            Sealed = [new("text", "document.text:{document}:{number}", SealedForm.Json)],
            File = new("blob", "document:{document}", "{file_name}", "documents"),
            GoesAlong = $"document IN {Linked}",
        },
        new("account", "accounts", Nobodys)
        {
            Times = ["granted_until"],
            GoesAlong = "id IN (SELECT account FROM draft WHERE id IN {draft}) OR id IN (SELECT account FROM incoming WHERE id IN {incoming})",
            // Whoever brings it in connects it there.
            Local = [new("state", "'disconnected'"), new("settings", "NULL"), new("need", "NULL"), new("granted_until", "NULL")],
        },
        new("mailbox_cursor", "marks in mailboxes", Nobodys) { Key = ["account"], IsTakenOut = false },
        new("draft", "drafts", "(@kind = 'contact' AND (contact = @id OR id IN (SELECT o.draft FROM outbox o WHERE o.contact = @id))) OR (about_kind = @kind AND about_id = @id) OR sealed_for = @subject OR instr(@ids, '|' || id || '|') > 0")
        {
            SealedBy = new("sealed_for"),
            Sealed = [new("body", "draft.body:{id}", SealedForm.Text), new("provenance", "draft.provenance:{id}", SealedForm.Json)],
            Json = ["recipients"],
        },
        new("draft_revision", "earlier texts of drafts", OfDraft) { SealedBy = new("draft", "draft"), Sealed = [new("content", "draft.revision:{draft}:{number}", SealedForm.Json)] },
        new("attachment", "attachments", OfDraft) { SealedBy = new("draft", "draft"), File = new("blob", "draft:{draft}", "{name}", "files") },
        new("draft_document", "which document an attachment is", "draft IN {draft} OR document IN {document}") { Key = ["draft", "digest"] },
        new("draft_claim", "marked claims", OfDraft) { SealedBy = new("draft", "draft"), Sealed = [new("detail", "draft_claim.detail:{id}", SealedForm.Json)], Times = ["ticked"] },
        new("outbox", "messages", OfDraft)
        {
            SealedBy = new("sealed_for"),
            File = new("vault_blob", "outbox:{id}", "{subject}.eml", "messages"),
            Json = ["evidence", "recipients", "envelope", "reference_ids", "provider_ids"],
            Times = ["since", "not_before", "approved_at", "message_date", "submitted_at"],
            Local = [new("sender", "''"), new("wake", "NULL")],
        },
        new("approval", "approvals", OfOutbox) { SealedBy = new("outbox", "outbox"), Sealed = [new("record", "approval.record:{id}", SealedForm.Bytes)], Times = ["voided"] },
        new("outbox_step", "steps of messages", OfOutbox) { Json = ["evidence"] },
        new("incoming", "messages that came back", "outbox IN {outbox} OR (@kind = 'contact' AND contact = @id) OR instr(@ids, '|' || id || '|') > 0")
        {
            SealedBy = new("sealed_for"), Sealed = [new("detail", "incoming.detail:{id}", SealedForm.Json)], Times = ["received"],
        },
        new("verdict_history", "corrected verdicts", "incoming IN {incoming}") { SealedBy = new("incoming", "incoming"), Sealed = [new("detail", "verdict.detail:{id}", SealedForm.Json)] },
        new("proposal", "proposals", "(about_kind = @kind AND about_id = @id) OR subject = @subject OR about_id IN {draft} OR about_id IN {outbox} OR about_id IN {incoming}")
        {
            SealedBy = new("subject"), Sealed = [new("sealed", "proposal.quote:{id}", SealedForm.Json)], Json = ["values"],
        },
        new("writing", "texts that models wrote", "(@kind = 'contact' AND contact = @id) OR (about_kind = @kind AND about_id = @id) OR sealed_for = @subject OR draft IN {draft}")
        {
            SealedBy = new("sealed_for"), Sealed = [new("content", "writing.content:{id}", SealedForm.Json)],
        },
    ];

    public static KeptTable Get(string name) => All.First(table => table.Name == name);
}
