using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Applications;

/// <summary>A host that keeps the documents it is given in a list, over a real session.</summary>
internal sealed class PaperHost : IAsyncDisposable
{
    private readonly RpcPair _pair;

    public PaperHost() => _pair = new RpcPair(new RpcDispatcher([
        Serve("documents/create", request => Keep(request.Deserialize(DocumentsJson.Default.DocumentCreateRequest)!)),
        Serve("documents/get", request => Find(request.GetProperty("id").GetString()!)),
        RpcMethod.Raw("documents/sent").Bind(Sent, static (sent, _, _, _) => ValueTask.FromResult(JsonSerializer.SerializeToElement(new DocumentSentResponse { Sent = sent }, DocumentsJson.Default.DocumentSentResponse))),
        Serve("documents/delete", request =>
        {
            Documents.Remove(Find(request.GetProperty("id").GetString()!));
            return null;
        }),
    ]));

    public IRpcCaller Caller => _pair.Client;

    public List<Document> Documents { get; } = [];

    /// <summary>What went out with mail.</summary>
    public List<SentDocument> Sent { get; } = [];

    public List<DocumentCreateRequest> Created { get; } = [];

    /// <summary>Told of a document before whoever made it has the answer, as listeners to events may be.</summary>
    public Action<Document>? Made { get; set; }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();

    private Document Keep(DocumentCreateRequest request)
    {
        Created.Add(request);
        var version = new DocumentVersion { Number = 1, Origin = DocumentOrigin.Uploaded, Type = "text/plain", Size = 1, Digest = "00", Created = default };
        var document = new Document
        {
            Id = $"document-{Created.Count}", Revision = 1, Kind = request.Kind, Title = request.Title, About = request.About, Current = 1, Versions = [version], Created = default, Changed = default,
        };
        Documents.Add(document);
        Made?.Invoke(document);
        return document;
    }

    private Document Find(string id) => Documents.Find(each => each.Id == id) ?? throw RpcException.NotFound("document", id);

    private static RpcBinding Serve(string name, Func<JsonElement, Document?> answer) => RpcMethod.Raw(name).Bind(
        answer,
        static (serve, request, _, _) => ValueTask.FromResult(serve(request) is { } document ? JsonSerializer.SerializeToElement(document, DocumentsJson.Default.Document) : JsonElement.Parse("{}")));
}
