using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>template voice</c>, and the same in a template's file: how a text sounds that a model writes after the template.</summary>
internal static class TemplateVoice
{
    private const string Tone = "Tone";

    private const string Words = "Words";

    private const string Language = "Language";

    private const string DoNotSay = "Do not say";

    /// <summary>What the head of a file may say.</summary>
    public static IReadOnlyList<string> Names { get; } = [Tone, Words, Language, DoNotSay];

    /// <summary>Null where the file says nothing of it, and the template keeps what it has.</summary>
    /// <exception cref="CliException">The words are no number.</exception>
    public static Voice? Read(HeadedText file, string name)
    {
        if (!file.Head.Any(static line => Names.Contains(line.Key, StringComparer.OrdinalIgnoreCase)))
            return null;
        return new Voice
        {
            Tone = Said(file[Tone]),
            MaxWords = Said(file[Words]) is not { } words ? null
                : int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most
                : throw new CliException(ExitCode.Usage, $"{name}: '{Words}: {words}' is no number of words.", $"Write it as in {Words}: 150"),
            Language = Said(file[Language]),
            DoNotSay = [.. file.Head.Where(static line => line.Key.Equals(DoNotSay, StringComparison.OrdinalIgnoreCase) && line.Value.Length > 0).Select(static line => line.Value)],
        };
    }

    public static CliCommand Create()
    {
        var id = Options.Id("The template");
        var tone = new Option<string?>("--tone") { Description = "How a text should sound, for example 'warm, plain'.", HelpName = "WORDS" };
        var maxWords = new Option<int?>("--max-words") { Description = "Words at most.", HelpName = "N" };
        var language = new Option<string?>("--language") { Description = "The language, by code or name: de, pt-BR, German.", HelpName = "LANGUAGE" };
        var doNotSay = new Option<string[]>("--do-not-say") { Description = "A word or phrase that must not appear; may be repeated.", HelpName = "PHRASE", DefaultValueFactory = _ => [] };
        var clear = new Option<bool>("--clear") { Description = "Takes away what was said before." };
        return new CliCommand(
            "voice", "Shows or sets how a text written after a template sounds. Makes a version.",
            "template voice outreach", "template voice outreach --tone 'warm, plain' --max-words 120",
            "template voice outreach --do-not-say synergy", "template voice outreach --clear") { id, tone, maxWords, language, doNotSay, clear }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var template = await TemplateCommands.FindAsync(host, run.Value(id), cancel);
                var said = new Voice { Tone = Said(run.Value(tone)), MaxWords = run.Value(maxWords), Language = Said(run.Value(language)), DoNotSay = run.Value(doNotSay) };
                if (!said.SaysNothing() || run.Value(clear))
                {
                    template = await host.Templates.SaveAsync(
                        new()
                        {
                            Id = template.Id, Revision = template.Revision, Name = template.Name, Subject = template.Subject, Body = template.Body,
                            Voice = said.Over(run.Value(clear) ? null : template.Voice),
                        },
                        cancel);
                }

                return run.Show(TemplatesJson.Default.Template, template, screen =>
                {
                    screen.Line($"{template.Name}, version {template.Version}", Terminal.Tone.Strong);
                    if (template.Voice is { } voice)
                        View(screen, voice);
                    else
                        screen.Line("Nothing is said of its voice: your style card and the prompt decide.", Terminal.Tone.Dim);
                });
            });
    }

    public static void View(Screen screen, Voice voice) => screen.Fields(
        ("tone", voice.Tone),
        ("words", voice.MaxWords is { } words ? $"at most {words}" : null),
        ("language", voice.Language),
        ("do not say", string.Join(", ", voice.DoNotSay.Select(static phrase => $"\"{phrase}\""))));

    private static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
