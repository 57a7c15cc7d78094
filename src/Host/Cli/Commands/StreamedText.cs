using System.Text;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>A text at the terminal as it is written; what the host made of it follows when it is done. A pipe gets only that.</summary>
internal sealed class StreamedText(CliRun run) : IProgress<WritingProgress>
{
    private readonly StringBuilder _text = new();
    private string _stage = "";

    /// <summary>The text stands on the screen already, but for its headings' marks.</summary>
    public bool Said(Protocol.Services.Writing writing) => writing.Task != WritingTask.CvTailoring && HasText && Bare(_text.ToString()) == Bare(writing.Text);

    /// <summary>Something of the text is on the screen.</summary>
    public bool HasText { get; private set; }

    public bool Shows => run.Environment.Terminal.OutIsTty && !run.Json;

    public void Report(WritingProgress value)
    {
        if (!Shows)
            return;
        if (value.Stage != _stage && !HasText && value.Text.Length == 0)
            run.Notes.Line(value.Stage, Tone.Dim);
        _stage = value.Stage;
        if (value.Text.Length == 0)
            return;
        HasText = true;
        _text.Append(value.Text);
        run.Environment.Out.Write(SafeText.Block(value.Text));
        run.Environment.Out.Flush();
    }

    private static string Bare(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && c is not ('#' or '*' or '>')));
}
