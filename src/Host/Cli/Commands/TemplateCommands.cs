using System.CommandLine;
using System.Text;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>template</c>: subjects and bodies with variables.</summary>
internal static class TemplateCommands
{
    // A letter; a longer one is a document and belongs in an attachment.
    private const long LargestFile = 1024 * 1024;

    public static Command Create() => new CliCommand("template", "Subjects and bodies with variables, in versions.", "template list", "template save outreach.md", "template preview outreach ana", "template voice outreach --tone 'warm, plain'")
    {
        List(),
        ShowOne(),
        Save(),
        Preview(),
        TemplateVoice.Create(),
    };

    public static async Task<Template> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("template", given, await Everything.TemplatesAsync(host, cancel), template => template.Id, template => [template.Name]);

    /// <summary>A template file: <c>Name:</c>, <c>Subject:</c> and what is said of its voice, an empty line, the body.</summary>
    public static TemplateSaveRequest Read(string text, string file)
    {
        var parsed = HeadedText.Parse(text, file, ["Name", "Subject", .. TemplateVoice.Names]);
        return new TemplateSaveRequest
        {
            Name = parsed["Name"] ?? Path.GetFileNameWithoutExtension(file),
            Subject = parsed["Subject"] ?? throw new CliException(ExitCode.Usage, $"{file}:1: the line 'Subject:' is missing.", "Begin the file with: Subject: About {{company}}"),
            Body = parsed.Body,
            Voice = TemplateVoice.Read(parsed, file),
        };
    }

    private static CliCommand List()
    {
        var limit = Options.Limit();
        return new CliCommand("list", "Lists templates by name.", "template list", "template list --json") { limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Templates.ListAsync(new() { Limit = run.Value(limit) }, cancel);
                return run.Show(TemplatesJson.Default.TemplateListResponse, answer, screen =>
                {
                    screen.Table(
                        ["Id", "Name", "Version", "Subject", "Variables"],
                        answer.Templates.Select(IReadOnlyList<TextCell> (template) => [Shown.Id(template.Id), template.Name, $"{template.Version}", template.Subject, string.Join(", ", template.Variables.Select(variable => variable.Name))]),
                        $"No templates. {run.Command("template save FILE")} makes one.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The template");
        return new CliCommand("show", "Shows a template and its variables.", "template show outreach", "template show outreach --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var template = await FindAsync(host, run.Value(id), cancel);
                return run.Show(TemplatesJson.Default.Template, template, screen => View(screen, template));
            });
    }

    private static CliCommand Save()
    {
        var file = new Argument<string>("FILE") { Description = "Markdown with {{variables}}, after lines of 'Name:' and 'Subject:'; 'Tone:', 'Words:', 'Language:' and 'Do not say:' (as often as needed) are for models that write after it." };
        return new CliCommand("save", "Makes a template from a file, or a new version of the one with that name.", "template save outreach.md", "template save outreach.md --json") { file }
            .Runs(async (run, cancel) =>
            {
                var path = run.Value(file);
                var request = Read(Encoding.UTF8.GetString(await InputFile.ReadAsync(path, LargestFile, cancel)), Path.GetFileName(path));
                await using var host = await run.ConnectAsync(cancel);
                var saved = await SaveAsync(host, request, cancel);
                return run.Show(TemplatesJson.Default.Template, saved, screen => View(screen, saved));
            });
    }

    public static async Task<Template> SaveAsync(HostConnection host, TemplateSaveRequest request, CancellationToken cancel)
    {
        var existing = (await Everything.TemplatesAsync(host, cancel)).FirstOrDefault(template => template.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase));
        return await host.Templates.SaveAsync(existing is null ? request : request with { Id = existing.Id, Revision = existing.Revision }, cancel);
    }

    private static CliCommand Preview()
    {
        var id = Options.Id("The template");
        var contact = new Argument<string>("CONTACT") { Description = "The contact: its id, or a part of its name or address." };
        return new CliCommand("preview", "Shows what a template says to one person, and what fills each variable.", "template preview outreach ana", "template preview outreach ana --json") { id, contact }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var template = await FindAsync(host, run.Value(id), cancel);
                var person = await ContactCommands.FindAsync(host, run.Value(contact), cancel);
                var preview = await host.Templates.PreviewAsync(new() { TemplateId = template.Id, ContactId = person.Id }, cancel);
                return run.Show(TemplatesJson.Default.TemplatePreview, preview, screen => View(screen, preview));
            });
    }

    public static void View(Screen screen, Template template)
    {
        screen.Line($"{template.Name}, version {template.Version}", Tone.Strong);
        screen.Fields(
            ("id", template.Id),
            ("subject", template.Subject),
            ("variables", string.Join(", ", template.Variables.Select(variable => variable.Fallback is { } fallback ? $"{variable.Name} (else '{fallback}')" : variable.Name))),
            ("changed", Shown.Time(template.Changed)));
        if (template.Voice is { } voice)
            TemplateVoice.View(screen, voice);
        screen.Line();
        screen.Block(template.Body.TrimEnd(), 2);
    }

    private static void View(Screen screen, TemplatePreview preview)
    {
        screen.Fields(("subject", preview.Subject));
        screen.Line();
        screen.Block(preview.Body.TrimEnd(), 2);
        screen.Line();
        screen.Table(["Variable", "Value", "From"], preview.Filled.Select(IReadOnlyList<TextCell> (filled) => [filled.Name, filled.Value, filled.Source]), "It has no variables.");
        foreach (var name in preview.Unfilled)
            screen.Line($"nothing fills {name}: give the contact that field, or the template a fallback", Tone.Bad);
    }
}
