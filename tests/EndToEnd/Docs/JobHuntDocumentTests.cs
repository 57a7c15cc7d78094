using System.Security.Cryptography;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using Assistant.Mail.Mime;

namespace Assistant.EndToEnd.Docs;

/// <summary>Every command of the document about a job hunt, typed in its order on the demo's data, from a posting to an application that an accepted proposal moved.</summary>
[Trait("Category", "Slow")]
public sealed class JobHuntDocumentTests
{
    private const string Document = "docs/job-hunt.md";

    // As the document writes them.
    private const string AnyProposal = "5f3a9c21";
    private const string AnyWriting = "9c21d04e";

    private const string Posting = """
        <!doctype html><html><head><title>Jobs at Norte</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"JobPosting","title":"Site Reliability Engineer","datePosted":"2026-11-02",
         "hiringOrganization":{"@type":"Organization","name":"Norte GmbH","sameAs":"https://norte.example"},
         "jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Bern"}},
         "identifier":{"@type":"PropertyValue","value":"R-17"},
         "description":"We look for somebody who leads teams and keeps Linux servers well."}
        </script></head><body><h1>Site Reliability Engineer</h1><p>We look for somebody who leads teams and keeps Linux servers well.</p></body></html>
        """;

    [Fact]
    public async Task Commands_TypedInOrder_WorkAsTheyStand()
    {
        await using var cli = new RealCli();
        Assert.Equal(0, (await cli.RunAsync("demo", "--yes")).Code);
        cli.WriteFile("posting.html", Posting);
        var cv = SampleCv.Make();
        Assert.Empty(SampleCv.Faults(cv));
        await File.WriteAllBytesAsync(cli.PathTo("cv.docx"), cv);

        await using var client = await LineClient.ConnectAsync(Path.Combine(cli.Demo, "host.sock"));
        var proposal = "";
        var commands = Documents.Blocks(Document);
        Assert.True(commands.Count > 35, $"{commands.Count} commands were found.");
        foreach (var written in commands)
        {
            if (written is ["proposal", "accept", ..] && proposal.Length == 0)
                proposal = await ProposalAsync(client);
            if (written is ["demo", "answer", ..])
                await TimelineHasAsync(client, "sent");
            var command = await FilledAsync(client, written, proposal);
            var done = await cli.RunAtTerminalAsync("y\ny\ny\n", command);
            Assert.True(done.Code == 0, $"{string.Join(' ', command)}: {done}");
        }

        var norte = await NorteAsync(client);
        Assert.Equal("interview", norte.GetProperty("stage").GetString());
        foreach (var kind in (string[])["created", "linked", "taskAdded", "draft", "sent", "moved", "replied", "proposed", "moveUndone", "taskDone"])
            await TimelineHasAsync(client, kind);
        var moves = (await TimelineAsync(client)).Where(static entry => entry.GetProperty("kind").GetString() == "moved" && entry.GetProperty("by").GetString() == "proposal").ToList();
        Assert.Equal([false, true], moves.Select(static entry => entry.TryGetProperty("undone", out var undone) && undone.GetBoolean()));
        var tailored = await File.ReadAllBytesAsync(cli.PathTo("cv-norte.docx"));
        SameStylesOneLineChanged(cv, tailored);
        await SentIsWhatTheVaultSaysAsync(client, norte.GetProperty("id").GetString()!, Convert.ToHexStringLower(SHA256.HashData(tailored)));
    }

    private static void SameStylesOneLineChanged(byte[] cv, byte[] tailored)
    {
        var (before, after) = (SampleCv.Paragraphs(cv), SampleCv.Paragraphs(tailored));
        Assert.Empty(SampleCv.Faults(tailored));
        Assert.Equal(before.Select(static line => line.Style), after.Select(static line => line.Style));
        Assert.Equal([("ListBullet", "Kept 40 Linux servers for six years")], after.Except(before));
        Assert.Contains("Linux servers", SampleCv.Bold(tailored, 5), StringComparison.Ordinal);
        Assert.Equal("Led a team of 4", SampleCv.Bold(tailored, 4));
    }

    // What the vault names is what the message carries, byte for byte: the tailored file itself, and the letter as the PDF that it was set as.
    private static async Task SentIsWhatTheVaultSaysAsync(LineClient client, string application, string tailored)
    {
        var sent = (await client.ResultAsync("documents/sent", $$$"""{"about":{"kind":"application","id":"{{{application}}}"}}""")).GetProperty("sent").EnumerateArray().ToList();
        Assert.Equal(["cv 2 chosen", "letter 1 chosen"], sent.Select(static paper => $"{paper.GetProperty("title")} {paper.GetProperty("version")} {paper.GetProperty("basis")}").Order(StringComparer.Ordinal));
        var outbox = Assert.Single(sent.Select(static paper => paper.GetProperty("outboxId").GetString()).Distinct());
        var source = await client.ResultAsync("outbox/source", $$"""{"id":"{{outbox}}"}""");
        var files = MimeMessage.Parse(source.GetProperty("message").GetProperty("bytes").GetBytesFromBase64()).Attachments.Select(static part => part.DecodeBytes()).ToList();
        var digests = files.Select(static file => Convert.ToHexStringLower(SHA256.HashData(file.Span))).ToList();
        Assert.Equal(sent.Select(static paper => paper.GetProperty("digest").GetString()).Order(StringComparer.Ordinal), digests.Order(StringComparer.Ordinal));
        Assert.Contains(tailored, digests);
        Assert.Single(files, static file => file.Span.StartsWith("%PDF-"u8));
    }

    private static async Task<string[]> FilledAsync(LineClient client, string[] written, string proposal)
    {
        var command = (string[])written.Clone();
        for (var at = 0; at < command.Length; at++)
        {
            command[at] = command[at] switch
            {
                AnyProposal => proposal,
                AnyWriting => (await client.ResultAsync("writing/list")).GetProperty("writings")[0].GetProperty("id").GetString()!,
                var word => word,
            };
        }

        return command;
    }

    // The plugin hears of the reply after the check has told of it.
    private static async Task<string> ProposalAsync(LineClient client)
    {
        await TimelineHasAsync(client, "proposed");
        var open = (await client.ResultAsync("proposals/list")).GetProperty("proposals").EnumerateArray();
        var made = open.Single(static each => each.GetProperty("about").GetProperty("kind").GetString() == "application");
        Assert.Equal("Thank you. We would like to invite you to an interview on Tuesday at 10.", made.GetProperty("quotedLine").GetString());
        // The title is the change and nothing else; by whom the line was read stands with the line.
        Assert.EndsWith(" to Interview", made.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("line, read by rules and not by a model", made.GetProperty("evidence")[0].GetProperty("name").GetString());
        Assert.Equal("plugin:applications", made.GetProperty("madeBy").GetString());
        return made.GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> NorteAsync(LineClient client) =>
        (await client.ResultAsync("applications/list")).GetProperty("applications").EnumerateArray().Single(static each => each.GetProperty("company").GetString() == "Norte GmbH");

    private static async Task<List<JsonElement>> TimelineAsync(LineClient client)
    {
        var id = (await NorteAsync(client)).GetProperty("id").GetString();
        return [.. (await client.ResultAsync("applications/timeline", $$"""{"id":"{{id}}"}""")).GetProperty("entries").EnumerateArray()];
    }

    private static async Task TimelineHasAsync(LineClient client, string kind)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await TimelineAsync(client)).Exists(entry => entry.GetProperty("kind").GetString() == kind))
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
