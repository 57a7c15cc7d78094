using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>What changed, word by word: <c>[-gone-] {+new+}</c>, where there is colour the new without its marks.</summary>
internal static class DiffView
{
    public static IEnumerable<(string Text, Tone Tone)> Spans(Screen screen, IEnumerable<DiffPiece> pieces) => pieces.Select(piece => piece.Kind switch
    {
        DiffKind.Removed => ($"[-{piece.Text}-]", Tone.Bad),
        DiffKind.Added => (screen.HasColour ? piece.Text : $"{{+{piece.Text}+}}", Tone.Good),
        _ => (piece.Text, Tone.Plain),
    });

    /// <summary>A CV as it was handed in, each line that is worded anew with what goes and what comes.</summary>
    public static void Tailoring(Screen screen, Protocol.Services.Writing writing)
    {
        var lines = writing.Sources.Where(static source => source.Kind == SourceKind.Cv).ToList();
        var column = lines.Select(static line => SourceNames.Line(line.Id).Length).DefaultIfEmpty().Max();
        screen.Spans(lines.SelectMany((line, at) => ((string, Tone)[])[.. at == 0 ? ((string, Tone)[])[] : [("\n", Tone.Plain)], (SourceNames.Line(line.Id).PadLeft(column) + "  ", Tone.Dim), .. Line(screen, writing, line)]));
    }

    private static IEnumerable<(string Text, Tone Tone)> Line(Screen screen, Protocol.Services.Writing writing, WritingSource line) =>
        writing.Parts.FirstOrDefault(part => part.Of == line.Id) is { } part
            ? Spans(screen, WordDiff.Between(line.Text, string.Join(' ', part.Sentences.Select(static sentence => sentence.Text))))
            : [(line.Text, Tone.Dim)];
}
