using System.Text.Json;

namespace Assistant.Conformance.MailLocal;

/// <summary>A Maildir of the user's own, and a program that keeps what it is given.</summary>
public sealed class CommandBed : LocalBed
{
    private readonly string _given;
    private readonly string _program;

    public CommandBed(PluginRun run)
        : base(run)
    {
        (_given, _program) = (Path.Combine(Root, "given"), Path.Combine(Root, "sendmail"));
        foreach (var part in (string[])["new", "cur", "tmp"])
            Directory.CreateDirectory(Path.Combine(Inbox, part));
        Directory.CreateDirectory(_given);
        File.WriteAllText(_program, $"""
            #!/bin/sh
            name="{_given}/$(date +%s%N)"
            printf '%s\n' "$@" > "$name.args"
            cat > "$name.part" && mv "$name.part" "$name.eml"
            """ + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Settings = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["maildir"] = Inbox, ["sendmail"] = _program });
    }

    public override JsonElement? Settings { get; }

    public override IReadOnlyList<(string Settings, string Path)> WrongSettings =>
    [
        ("{}", "$.settings.maildir"),
        ($$"""{"maildir":"{{Inbox}}"}""", "$.settings.sendmail"),
        ($$"""{"maildir":"Mail","sendmail":"{{_program}}"}""", "$.settings.maildir"),
        ($$"""{"maildir":"{{Root}}/none","sendmail":"{{_program}}"}""", "$.settings.maildir"),
        ($$"""{"maildir":"{{Root}}","sendmail":"{{_program}}"}""", "$.settings.maildir"),
        ($$"""{"maildir":"{{Inbox}}","sendmail":"{{Root}}/none"}""", "$.settings.sendmail"),
        ($$"""{"maildir":"{{Inbox}}","sendmail":"{{_program}}","arguments":"-C x"}""", "$.settings.arguments"),
        ($$"""{"maildir":"{{Inbox}}","sendmail":"{{_program}}","sentFolder":"../other"}""", "$.settings.sentFolder"),
    ];

    public override int Submissions => Directory.GetFiles(_given, "*.args").Length;

    protected override string Inbox => Path.Combine(Root, "Mail");

    public override ValueTask<IReadOnlyList<string>> ArrivedAsync() =>
        new([.. Directory.EnumerateFiles(_given, "*.eml").Order(StringComparer.Ordinal).Select(Text)]);
}
