using Assistant.Host.Mailroom.Drafts;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Doctoring;

public sealed class HelpLetterTests
{
    private static readonly PluginInfo Local = new() { Id = "mail.local", Name = "Local mail", Version = "1.0.0", State = PluginState.Active, Reason = "mira@here.example wants it", Services = [], Permissions = [], Problems = [] };

    [Fact]
    public void Of_FindingsThatNameThings_HasCodesAlone()
    {
        var letter = HelpLetter.Of(
            [
                Finding.Failure("account.0198a1b2", "The Gmail account mira@here.example was granted nothing.", "Connect mira@here.example again."),
                Finding.Warning("folder.mode", "Others can open /home/mira/letters.", "Run `chmod 700 /home/mira/letters`."),
                Finding.Warning("mail.far: ask bo@there.example\n\n# now", "It failed.", "Wait."),
                Finding.Well("storage.space", "7 MiB are free."),
            ],
            [Local]);

        Assert.Contains("* failed: `account.0198a1b2`\n* warning: `folder.mode`\n* warning: `mail.faraskbothere.examplenow`\n\n", letter.Body, StringComparison.Ordinal);
        Assert.Contains("* `mail.local` 1.0.0, active\n", letter.Body, StringComparison.Ordinal);
        Assert.Contains(Installation.Version, letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("mira", letter.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('@', letter.Body);
        Assert.DoesNotContain("storage.space", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Anything_WaitsForItsWritersWords() => Assert.NotNull(PlainText.Unfilled(HelpLetter.Of([], []).Body));
}
