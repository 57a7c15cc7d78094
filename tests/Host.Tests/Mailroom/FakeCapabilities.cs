using System.Text.RegularExpressions;
using Assistant.Host.Extensions;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>One mail provider and a composer that knows <c>{{name}}</c> and nothing else.</summary>
internal sealed partial class FakeCapabilities(IMailProvider provider, string providerId = FakeMailProvider.Id) : ICapabilities, IComposer
{
    public IReadOnlyList<MailProviderContribution> MailProviders { get; } = [new("mail-fake", providerId, "A fake")];

    /// <summary>What finding the provider meets first.</summary>
    public Exception? Fault { get; set; }

    public ValueTask<IMailProvider> MailProviderAsync(string providerId, CancellationToken cancel) => Fault is null ? new(provider) : throw Fault;

    public ValueTask<IComposer> ComposerAsync(CancellationToken cancel) => new(this);

    /// <summary>Who writes; null for tests without a writer.</summary>
    public IWriter? Writer { get; set; }

    public ValueTask<IWriter> WriterAsync(CancellationToken cancel) => Writer is { } writer ? new(writer) : throw new NotSupportedException("This test has no writer.");

    public ValueTask<IDocumentFormats> DocumentFormatsAsync(CancellationToken cancel) => throw new NotSupportedException("This test has no reader of documents.");

    public IReadOnlyList<PluginCapability<ITodaySource>> TodaySources { get; set; } = [];

    /// <summary>The plugin that has the applications; null for tests without one.</summary>
    public IProposalTarget? Applications { get; set; }

    public ValueTask<IProposalTarget?> ProposalTargetAsync(string recordKind, CancellationToken cancel) => new(recordKind == "application" ? Applications : null);

    public IReadOnlyList<PluginCapability<IExporter>> Exporters { get; set; } = [];

    public IReadOnlyList<PluginCapability<IEraser>> Erasers { get; set; } = [];

    public ValueTask<TemplateCheck> CheckAsync(TemplateCheckRequest request, CancellationToken cancel) => new(new TemplateCheck { Variables = [], Problems = [] });

    public ValueTask<ComposeResponse> ComposeAsync(ComposeRequest request, CancellationToken cancel)
    {
        var (filled, unfilled) = (new List<FilledVariable>(), new List<string>());
        var (subject, body) = (Fill(request.Subject), Fill(request.Body));
        return new(new ComposeResponse
        {
            Subject = unfilled.Count == 0 ? subject : null,
            Body = unfilled.Count == 0 ? body : null,
            Filled = filled,
            Unfilled = unfilled,
            Problems = [],
            Work = "filled template",
        });

        string Fill(string text) => Variable().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            if (request.Facts.FirstOrDefault(fact => fact.Name == name) is not { } fact)
            {
                unfilled.Add(name);
                return "";
            }

            filled.Add(new FilledVariable(name, fact.Value, fact.Source));
            return fact.Value;
        });
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
