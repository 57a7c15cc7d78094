using Assistant.Host.Records.Documents;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>The documents about a record as texts to write from: its CV, its posting, its notes, each in its current version.</summary>
internal sealed class AboutTexts(Database database, DocumentShelf documents)
{
    // A handful of papers, of which the newest count.
    private const int MostOfAKind = 5;

    private static readonly (DocumentKind Document, SourceKind Source)[] Kinds = [(DocumentKind.Cv, SourceKind.Cv), (DocumentKind.Posting, SourceKind.Posting), (DocumentKind.Note, SourceKind.Note)];

    /// <param name="about">The record.</param>
    /// <param name="task">What is to be written: changes are to one CV, the one changed last.</param>
    /// <param name="given">The kinds that were handed in already: what the user names wins.</param>
    /// <param name="notices">Takes, for a person, which document could not be read.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async ValueTask<List<WritingText>> OfAsync(RecordRef about, WritingTask task, IReadOnlyCollection<SourceKind> given, List<string> notices, CancellationToken cancel)
    {
        var texts = new List<WritingText>();
        foreach (var (kind, source) in Kinds.Where(each => !given.Contains(each.Source)))
        {
            foreach (var row in database.Read(connection => DocumentStore.About(connection, about, kind, MostOfAKind)))
            {
                if (task == WritingTask.CvTailoring && source == SourceKind.Cv && texts.FirstOrDefault(static text => text.Kind == SourceKind.Cv) is { } one)
                {
                    notices.Add($"There are several CVs; the changes are to \"{one.Name}\", which was changed last.");
                    break;
                }

                try
                {
                    var read = await documents.Reader.ReadAsync(row, DocumentShelf.Version(row, null, "$"), cancel);
                    texts.Add(new WritingText(source, row.Title, read.Text));
                }
                catch (RpcException unreadable) when (unreadable.Code is RpcErrorCode.Invalid or RpcErrorCode.PluginFailed or RpcErrorCode.Limit)
                {
                    notices.Add($"\"{row.Title}\" was left out: {unreadable.Message}");
                }
            }
        }

        return texts;
    }
}
