using Assistant.Host.Records.Documents;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Attaches versions of documents to drafts: the bytes of a version, or what it is set as, become the draft's own file and are approved as such.</summary>
internal sealed class DocumentAttaching(Database database, DocumentShelf documents, DraftEditor editor)
{
    public DocumentRow Document(string id) => database.Read(connection => documents.Store.Get(connection, id));

    /// <param name="actor">Who attaches.</param>
    /// <param name="request">What to attach, and to which draft.</param>
    /// <param name="document">The document that it names.</param>
    /// <param name="cancel">Ends the setting.</param>
    public async ValueTask<DraftRow> AttachAsync(Actor actor, DraftAttachDocumentRequest request, DocumentRow document, CancellationToken cancel)
    {
        var version = DocumentShelf.Version(document, request.Version, "$");
        var file = request.Format is { } format
            ? await documents.Exporter.ExportAsync(document, version, format, request.Layout, cancel)
            : documents.Exporter.AsItIs(document, version);
        var attach = new DraftAttachRequest { Id = request.Id, Revision = request.Revision, Name = request.Name ?? file.Name, Type = file.Type, Content = file.Content };
        return await editor.AttachAsync(actor, attach, new AttachedDocument(document.Id, version.Number), cancel);
    }
}
