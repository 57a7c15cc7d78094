using Assistant.Host.Records.Import;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Versions as text. What has to be read out of a file is read once and kept sealed beside it.</summary>
internal sealed class DocumentReader(Books books, DocumentStore documents, DocumentKeeper keeper)
{
    /// <exception cref="RpcException">It has no text that can be read; the remedy says what to do.</exception>
    public ValueTask<ReadText> ReadAsync(DocumentRow row, VersionRow version, CancellationToken cancel)
    {
        if (books.Database.Read(connection => documents.Text(connection, row, version.Number)) is { } known)
            return new(known);
        if (version.Type is DocumentRules.Markdown or "text/plain")
            return new(ReadText.Of(Typed(version), "text"));
        throw RpcException.Invalid("$", $"There is no reader for {version.Type}.", "Add the text as a version of its own: documents/addVersion takes it.");
    }

    /// <summary>A text as it was handed in, whatever its encoding.</summary>
    public string Typed(VersionRow version)
    {
        using var bytes = keeper.Open(version);
        using var text = CsvText.Open(bytes);
        return text.ReadToEnd();
    }
}
