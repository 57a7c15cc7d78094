using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>All that there is for documents, once for a host.</summary>
internal sealed class DocumentShelf
{
    private readonly Books _books;

    public DocumentShelf(Books books, ContactStore contacts, Sealer sealer, BlobStore blobs, Func<CancellationToken, ValueTask<IDocumentFormats>> formats)
    {
        _books = books;
        Store = new DocumentStore(books, sealer, blobs);
        Keeper = new DocumentKeeper(books, Store, contacts, blobs);
        Reader = new DocumentReader(books, Store, Keeper, formats);
        var bytes = new FormatBytes(blobs);
        Exporter = new DocumentExporter(Keeper, Reader, bytes, books.Time);
        Tailor = new DocumentTailor(Keeper, Reader, bytes);
    }

    public DocumentStore Store { get; }

    public DocumentKeeper Keeper { get; }

    public DocumentReader Reader { get; }

    public DocumentExporter Exporter { get; }

    public DocumentTailor Tailor { get; }

    /// <summary>Once at a start: what was deleted long enough ago goes.</summary>
    public void Purge() => _books.Database.Write(transaction => Store.Purge(transaction, _books.Time.GetUtcNow() - DocumentLimits.KeptDeleted));

    /// <exception cref="RpcException">The document has no such version.</exception>
    public static VersionRow Version(DocumentRow row, int? number, string path) => row.Versions.FirstOrDefault(version => version.Number == (number ?? row.Current))
        ?? throw RpcException.Invalid($"{path}.version", $"is no version of this document, which has {row.Versions.Count}", "Take one that documents/get lists.");
}
