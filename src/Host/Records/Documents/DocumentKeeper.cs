using System.Text;
using Assistant.Host.Records.Blobs;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Writes documents. Bytes are sealed before the transaction that names them, so that a large file holds up no other change.</summary>
internal sealed class DocumentKeeper(Books books, DocumentStore documents, ContactStore contacts, BlobStore blobs)
{
    private readonly ContentIntake _intake = new(blobs);

    /// <param name="request">Checked here.</param>
    /// <param name="done">What else belongs to the same transaction.</param>
    /// <param name="cancel">Ends the wait for the writer.</param>
    public ValueTask<DocumentRow> CreateAsync(DocumentCreateRequest request, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        DocumentRules.CheckTitle(request.Title, problems);
        DocumentRules.CheckAbout(request.About, "$.about", problems);
        DocumentRules.CheckInput(request.Input, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        RequireContacts(request.About, "$.about");
        var stamp = RowStamp.New(books.Desk, books.Time);
        var about = request.About.Distinct().ToList();
        var subject = DocumentRules.SubjectOf(stamp.Id, request.Kind, about);
        var version = Take(subject, request.Input, 1, null);
        return books.WriteAsync(
            transaction =>
            {
                var row = documents.Insert(transaction, new DocumentRow
                {
                    Stamp = stamp, Kind = request.Kind, Title = request.Title.Trim(), SealedFor = subject, Current = 1, About = about, Versions = [version],
                });
                KeepHandedIn(transaction, row, version, request.Input);
                done(transaction, row);
                return row;
            },
            cancel);
    }

    public ValueTask<DocumentRow> AddAsync(DocumentRow row, DocumentAddVersionRequest request, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        DocumentRules.CheckInput(request.Input, problems);
        if (request.Parent is { } parent && row.Versions.All(version => version.Number != parent))
            problems.Add(new RpcProblem { Path = "$.parent", Problem = "is no version of this document", Remedy = "Take one that documents/get lists." });
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        RequireRevision(row, request.Revision);
        return AddAsync(row, Take(row.SealedFor, request.Input, Next(row), request.Parent), request.Input, done, cancel);
    }

    /// <summary>Adds a version made here of another one.</summary>
    public ValueTask<DocumentRow> AddTailoredAsync(DocumentRow row, long revision, VersionRow parent, byte[] bytes, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        RequireRevision(row, revision);
        using var source = new MemoryStream(bytes, writable: false);
        var taken = _intake.Take(row.SealedFor, source, DocumentLimits.Size, "$");
        var version = parent with
        {
            Number = Next(row), Origin = DocumentOrigin.Tailored, Parent = parent.Number, WritingId = null,
            Blob = taken.Blob, Size = taken.Size, Digest = taken.Digest, Created = books.Time.GetUtcNow(),
        };
        return AddAsync(row, version, null, done, cancel);
    }

    public ValueTask<DocumentRow> LinkAsync(DocumentRow row, DocumentLinkRequest request, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        DocumentRules.CheckAbout([.. row.About, request.About], "$.about", problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        RequireContacts([request.About], "$.about");
        RequireRevision(row, request.Revision);
        return row.About.Contains(request.About)
            ? ValueTask.FromResult(row)
            : ChangeAboutAsync(row, [.. row.About, request.About], (transaction, now) => documents.Link(transaction, now, request.Revision, request.About), done, cancel);
    }

    public ValueTask<DocumentRow> UnlinkAsync(DocumentRow row, DocumentLinkRequest request, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        RequireRevision(row, request.Revision);
        return row.About.Contains(request.About)
            ? ChangeAboutAsync(row, [.. row.About.Where(each => each != request.About)], (transaction, now) => documents.Unlink(transaction, now, request.Revision, request.About), done, cancel)
            : ValueTask.FromResult(row);
    }

    // Whose it is follows from what it is about; where that changes, its bytes are sealed anew before and change places with the row.
    private ValueTask<DocumentRow> ChangeAboutAsync(
        DocumentRow row, IReadOnlyList<RecordRef> about, Func<WriteTransaction, DocumentRow, DocumentRow> change, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel)
    {
        var subject = DocumentRules.SubjectOf(row.Id, row.Kind, about);
        var moved = subject == row.SealedFor ? null : row.Versions.ToDictionary(static version => version.Number, version => Move(version, subject));
        return books.WriteAsync(
            transaction =>
            {
                var changed = change(transaction, documents.Get(transaction, row.Id));
                if (moved is not null)
                {
                    documents.Reseal(transaction, row, subject, moved);
                    changed = documents.Get(transaction, row.Id);
                }

                done(transaction, changed);
                return changed;
            },
            cancel);
    }

    private string Move(VersionRow version, string subject)
    {
        using var bytes = Open(version);
        return _intake.Take(subject, bytes, DocumentLimits.Size, "$").Blob;
    }

    /// <exception cref="StorageException">They were changed outside the program, or their subject erased.</exception>
    public Stream Open(VersionRow version) => blobs.Open(version.Blob)
        ?? throw new StorageException(StorageFault.Corrupt, "A document's bytes are missing.", "Restore them from a backup, or add the file again.");

    /// <summary>A version's bytes on their way to a client or a plugin: in the message where they are few, as a handle else.</summary>
    public Content Carry(VersionRow version)
    {
        if (version.Size > Content.InlineLimit)
            return new Content { Blob = version.Blob, Size = version.Size };
        using var stream = Open(version);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Content { Bytes = bytes, Size = bytes.Length };
    }

    private ValueTask<DocumentRow> AddAsync(DocumentRow row, VersionRow version, DocumentInput? input, Action<WriteTransaction, DocumentRow> done, CancellationToken cancel) => books.WriteAsync(
        transaction =>
        {
            var added = documents.Add(transaction, row, row.Stamp.Revision, version);
            KeepHandedIn(transaction, added, version, input);
            done(transaction, added);
            return added;
        },
        cancel);

    private void KeepHandedIn(WriteTransaction transaction, DocumentRow row, VersionRow version, DocumentInput? input)
    {
        if (input is { Content: not null, Text: { } text })
            documents.KeepText(transaction, row, version.Number, ReadText.Of(text, ReadText.HandedIn));
    }

    private VersionRow Take(string subject, DocumentInput input, int number, int? parent)
    {
        var typed = input.Content is null;
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(typed ? input.Text! : ""), writable: false);
        var taken = typed ? _intake.Take(subject, text, DocumentLimits.Size, "$.input.text") : _intake.Take(subject, input.Content!, DocumentLimits.Size, "$.input.content");
        return new VersionRow
        {
            Number = number,
            Origin = input.WritingId is not null ? DocumentOrigin.Written : typed ? DocumentOrigin.Typed : DocumentOrigin.Uploaded,
            Type = input.Type?.ToLowerInvariant() ?? DocumentTypes.Markdown,
            Size = taken.Size,
            Digest = taken.Digest,
            FileName = input.FileName?.Trim(),
            Parent = parent,
            WritingId = input.WritingId,
            Blob = taken.Blob,
            Created = books.Time.GetUtcNow(),
        };
    }

    private void RequireContacts(IReadOnlyList<RecordRef> about, string path)
    {
        var problems = books.Database.Read(connection => about
            .Index()
            .Where(each => each.Item.Kind == "contact" && contacts.Find(connection, each.Item.Id) is null)
            .Select(each => new RpcProblem { Path = $"{path}[{each.Index}]", Problem = "is no contact", Remedy = "Take one that contacts/list has." })
            .ToList());
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }

    private static int Next(DocumentRow row) => row.Versions.Max(static version => version.Number) + 1;

    private static void RequireRevision(DocumentRow row, long revision)
    {
        if (row.Stamp.Revision != revision)
            throw RpcException.Conflict(revision, row.Stamp.Revision);
    }
}
