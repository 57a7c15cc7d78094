using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting;

/// <summary>Fills templates from the facts it is given and invents nothing. The same request gives the same text.</summary>
internal sealed class OfflineComposer : IComposer
{
    /// <summary>What it calls its work.</summary>
    public const string Work = "filled template";

    // Subjects are text and bodies Markdown; the HTML part is made from the whole body later, and escapes there.
    private readonly TemplateEngine _engine = new(Escaping.None);

    public ValueTask<TemplateCheck> CheckAsync(TemplateCheckRequest request, CancellationToken cancel)
    {
        var (subject, body) = Read(request.Subject, request.Body);
        return ValueTask.FromResult(new TemplateCheck
        {
            Variables = TemplateText.Variables(subject, body),
            Problems = [.. subject.Problems, .. body.Problems],
        });
    }

    public ValueTask<ComposeResponse> ComposeAsync(ComposeRequest request, CancellationToken cancel)
    {
        var (subject, body) = Read(request.Subject, request.Body);
        if (subject.Problems.Count + body.Problems.Count > 0)
            return ValueTask.FromResult(new ComposeResponse { Filled = [], Unfilled = [], Problems = [.. subject.Problems, .. body.Problems], Work = Work });

        var filling = new Filling(request.Facts);
        filling.Follow(subject, "subject", oneLine: true);
        filling.Follow(body, "body", oneLine: false);
        return ValueTask.FromResult(new ComposeResponse
        {
            Subject = filling.IsWhole ? _engine.Fill(request.Subject, filling.Values) : null,
            Body = filling.IsWhole ? _engine.Fill(request.Body, filling.Values) : null,
            Filled = filling.Filled,
            Unfilled = filling.Unfilled,
            Problems = filling.Problems,
            Work = Work,
        });
    }

    private static (TemplateText Subject, TemplateText Body) Read(string subject, string body) =>
    (
        TemplateReader.Read(subject, "subject", ComposerLimits.SubjectTemplate, oneLine: true),
        TemplateReader.Read(body, "body", ComposerLimits.BodyTemplate, oneLine: false));
}
