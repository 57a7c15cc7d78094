using System.Text;
using Assistant.Host.Records.Import;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Versions as text. What has to be read out of a file is read once, by the plugin for it, and kept sealed beside it.</summary>
internal sealed class DocumentReader(Books books, DocumentStore documents, DocumentKeeper keeper, Func<CancellationToken, ValueTask<IDocumentFormats>> formats)
{
    // A plugin starts in a second and reads in another; what takes longer holds up a person.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <exception cref="RpcException">It has no text that can be read; the remedy says what to do.</exception>
    public async ValueTask<ReadText> ReadAsync(DocumentRow row, VersionRow version, CancellationToken cancel)
    {
        if (books.Database.Read(connection => documents.Text(connection, row, version.Number)) is { } known)
            return known;
        if (version.IsText)
            return ReadText.Of(Typed(version), "text");
        if (version.Type is not (DocumentTypes.Docx or DocumentTypes.Pdf))
            throw RpcException.Invalid("$", $"is a {version.Type}, which is not read", "Add its text as a version of its own.");
        var read = await CallAsync((plugin, late) => plugin.ExtractAsync(new FormatFile { Type = version.Type, Content = keeper.Carry(version) }, late), cancel);
        var text = new ReadText(Joined(read.Lines), read.Lines, read.ReadBy, read.Notices);
        await books.WriteAsync(
            transaction =>
            {
                documents.KeepText(transaction, row, version.Number, text);
                return true;
            },
            cancel);
        return text;
    }

    /// <summary>A text as it was handed in, whatever its encoding.</summary>
    public string Typed(VersionRow version)
    {
        using var bytes = keeper.Open(version);
        using var text = CsvText.Open(bytes);
        return text.ReadToEnd();
    }

    /// <summary>Asks the plugin for one thing, for as long as a person would wait.</summary>
    public async ValueTask<T> CallAsync<T>(Func<IDocumentFormats, CancellationToken, ValueTask<T>> ask, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Longest);
        try
        {
            return await ask(await formats(late.Token), late.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new RpcException(RpcErrorCode.Invalid, $"The file took longer than {Longest.TotalSeconds} seconds.", null, error);
        }
        catch (RpcConnectionException error)
        {
            // It ended at this file; the next call starts it anew.
            throw new RpcException(RpcErrorCode.PluginFailed, error.Message, null, error);
        }
    }

    // As Markdown: paragraphs apart, items of a list under each other.
    private static string Joined(IReadOnlyList<DocumentLine> lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                text.Append(IsItem(lines[i]) && IsItem(lines[i - 1]) ? "\n" : "\n\n");
            text.Append(lines[i].Mark).Append(lines[i].Text);
        }

        return text.ToString();
    }

    private static bool IsItem(DocumentLine line) => line.Mark.EndsWith("- ", StringComparison.Ordinal);
}
