using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using static Assistant.EndToEnd.Cli.RealCli;

namespace Assistant.EndToEnd.BadInput;

/// <summary>A folder that was set up, with a contact, a template and an account, for every test that gives it something bad.</summary>
public sealed class ReadyDesk : IAsyncLifetime
{
    internal RealCli Cli { get; } = new();

    internal string Maildir => Cli.PathTo("Mail");

    public async Task InitializeAsync()
    {
        foreach (var folder in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(Path.Combine(Maildir, folder));
        var sendmail = Cli.WriteFile("sendmail", "#!/bin/sh\ncat > /dev/null\n");
        File.SetUnixFileMode(sendmail, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await DoneAsync(Cli.RunAsync("setup", "--name", "Mira"));
        await DoneAsync(Cli.RunAsync("contact", "add", "Ana Ruiz", "ana@norte.example"));
        await DoneAsync(Cli.RunAsync("template", "save", Cli.WriteFile("good.md", "Name: good\nSubject: Hello\n\nDear {{name}},\n")));
        await DoneAsync(Cli.RunAtTerminalAsync("y\n", "account", "add", "mail.local", "me@example.org", "--set", $"maildir={Maildir}", "--set", $"sendmail={sendmail}"));
    }

    public async Task DisposeAsync() => await Cli.DisposeAsync();

    /// <summary>All that a person would miss: contacts, templates, drafts, accounts, the outbox.</summary>
    internal async Task<string> StateAsync()
    {
        await using var client = await LineClient.ConnectAsync(Path.Combine(Cli.Main, "host.sock"));
        var state = "";
        foreach (var kind in (string[])["contacts", "templates", "drafts", "accounts", "outbox", "tracking", "proposals"])
            state += await client.ResultAsync($"{kind}/list");
        return state;
    }
}
