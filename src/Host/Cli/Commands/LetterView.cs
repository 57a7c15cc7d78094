using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>A message as it would go out.</summary>
internal static class LetterView
{
    /// <summary>Everything that an approval binds, so that nothing goes out that was not shown.</summary>
    public static void Show(Screen screen, DraftPreview letter, string? account = null)
    {
        screen.Fields(
            ("From", account is null ? letter.From : $"{letter.From}  (account {account})"),
            ("To", string.Join(", ", letter.To)),
            ("Cc", string.Join(", ", letter.Cc)),
            ("Bcc", string.Join(", ", letter.Bcc)),
            ("Reply-To", string.Join(", ", letter.ReplyTo)),
            ("Subject", new TextCell(letter.Subject, Tone.Strong)),
            ("Answers", letter.Parent?.OutboxId is { } parent ? $"our message {Shown.Id(parent)}" : letter.Parent?.MessageId));
        screen.Fields(letter.Attachments.Select(file => ("Attached", (TextCell)$"{file.Name}, {file.Type}, {Shown.Size(file.Size)}, SHA-256 {file.Digest[..12]}...{(DraftAttaching.Source(file) is { } source ? $", {source}" : "")}")));
        screen.Line();
        screen.Block(letter.Text.TrimEnd(), 4);
        screen.Line();
        if (letter.Hash is { } hash)
            screen.Line($"SHA-256 {hash}", Tone.Dim);
        foreach (var problem in letter.Problems)
            screen.Line(Failures.Problem(problem), Tone.Bad);
    }
}
