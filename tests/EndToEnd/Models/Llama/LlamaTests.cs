using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Models.Llama;

/// <summary>llama.cpp's own server as the model's endpoint of the real host: a program that users run, and that nobody here wrote.</summary>
[Trait("Category", "Slow")]
public sealed partial class LlamaTests : IAsyncLifetime
{
    private const string Line = "Could we meet on Tuesday?";

    private const string Letter = "Dear Ana Ruiz\n\nI led 73 engineers at Globex. Dort führte der Weg zu Norte.\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly WritingText Cv = new(SourceKind.Cv, "cv.md", "Nurse at St Elm, 2014 to 2020\nWard sister at Norte clinic since 2020");
    private static readonly WritingText Posting = new(SourceKind.Posting, "posting.md", "We look for a matron who leads a ward");
    private static readonly WritingText Mail = new(SourceKind.Mail, "mail.txt", Line);

    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-llama-").FullName;
    private ModelHost? _opened;

    private ModelHost Host => _opened!;

    private string Model => Path.Combine(_folder, "tiny.gguf");

    public Task InitializeAsync()
    {
        TinyModel.Write(Model, TinyAnswers.All);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_opened is not null)
            await _opened.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [LlamaFact]
    public async Task Start_EveryTask_IsHeldToItsFormCheckedAndCounted()
    {
        var started = Stopwatch.GetTimestamp();
        // Without its memory of the last prompt, its log has every token.
        await using var server = await LlamaServer.StartAsync(Model, "--no-cache-prompt");
        _opened = await ModelHost.OpenAsync(server.Endpoint);
        await Host.SendAsync("A question");
        var tasks = Enum.GetValues<WritingTask>();
        var failures = new List<string>();
        foreach (var task in tasks)
            failures.AddRange(Faults(await WriteAsync(task)).Select(fault => $"{task}: {fault}"));

        var entries = (await Host.Host.Drafting.LedgerAsync(new LedgerRequest(), default)).Entries;
        var counted = Counted().Matches(server.Log).Select(static line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Chunk(2).Select(static each => (each[0], each[1]));
        if (!entries.Reverse().Select(static entry => (entry.Usage.InputTokens, entry.Usage.OutputTokens)).SequenceEqual(counted))
            failures.Add("the ledger has other tokens than the server counted");
        SuiteLog.Report("llama-server", tasks.Length, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.Empty(failures);
        Assert.Equal(tasks, entries.Reverse().Select(static entry => entry.Task!.Value));
    }

    [LlamaFact]
    public async Task Start_AnswerOnTheWrongTextsLines_IsRefusedAfterASecondTry()
    {
        TinyModel.Write(Model, TinyAnswers.OfPostingAlone);
        await using var server = await LlamaServer.StartAsync(Model);
        _opened = await ModelHost.OpenAsync(server.Endpoint);

        var refusal = await RefusedAsync(WritingTask.CvTailoring);

        Assert.Equal(RpcErrorCode.ProviderRefused, refusal.Code);
        Assert.StartsWith("The model did not answer in the form that was asked for, twice. No part has \"of\" with the id of a line of the CV and a text.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Taken);
    }

    [LlamaFact]
    public async Task Cancel_WhileItWrites_EndsItsWork()
    {
        TinyModel.Write(Model, TinyAnswers.Endless);
        await using var server = await LlamaServer.StartAsync(Model);
        _opened = await ModelHost.OpenAsync(server.Endpoint);
        await AllowTokensAsync(32_000);
        using var cancel = new CancellationTokenSource();
        var heard = new Heard();
        var writing = StartAsync(WritingTask.Outreach, heard, cancel.Token);
        await heard.UntilAsync("reden und reden");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        await server.UntilAsync(static async server => !await server.IsBusyAsync());
        Assert.Contains("cancel task", server.Log, StringComparison.Ordinal);
        Assert.DoesNotMatch(Counted(), server.Log);
        Assert.Empty((await Host.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [LlamaFact]
    public async Task Start_MoreThanItsContext_IsRefusedAsTooLongAndOnceToldNotSent()
    {
        await using var server = await LlamaServer.StartAsync(Model, "--ctx-size", "1024");
        _opened = await ModelHost.OpenAsync(server.Endpoint);

        var refusal = await RefusedAsync(WritingTask.Outreach);

        Assert.Equal(RpcErrorCode.ProviderRefused, refusal.Code);
        Assert.StartsWith("The texts are too long for the model 'stub'. It says: \"request (", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("`assistant models add stub ... --context N`", refusal.Message, StringComparison.Ordinal);

        var log = server.Log;
        await Host.SaveModelAsync(server.Endpoint, contextTokens: 1024);
        refusal = await RefusedAsync(WritingTask.Outreach);

        Assert.Equal(RpcErrorCode.Limit, refusal.Code);
        Assert.Contains("the model takes 1024 in all.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(log, server.Log);
    }

    [LlamaFact]
    public async Task Start_ServerWithAKey_TakesTheRightOneAlone()
    {
        await using var server = await LlamaServer.StartAsync(Model, "--api-key", "right-key");
        _opened = await ModelHost.OpenAsync(server.Endpoint);
        foreach (var wrong in (string[])["", "wrong-key"])
        {
            await Host.SaveModelAsync(server.Endpoint, key: wrong);

            var refusal = await RefusedAsync(WritingTask.Outreach);

            Assert.Equal(RpcErrorCode.NeedsSetup, refusal.Code);
            Assert.Equal("The provider does not take the key of the model 'stub'. It says: \"Invalid API Key\". Give it its key: `assistant models key stub`.", refusal.Message);
        }

        Assert.Equal(0, server.Taken);
        await Host.SaveModelAsync(server.Endpoint, key: "right-key");
        Assert.Empty(Faults(await WriteAsync(WritingTask.Outreach)));
    }

    [LlamaFact]
    public async Task Start_TemplateWithoutSystemMessages_IsWritten()
    {
        // As Gemma 2 has it: the server sees that, and has the user say it.
        await using var server = await LlamaServer.StartAsync(Model, "--chat-template", Template("messages[0]['role'] == 'system'"));
        _opened = await ModelHost.OpenAsync(server.Endpoint);

        Assert.Empty(Faults(await WriteAsync(WritingTask.Outreach)));

        Assert.DoesNotContain("System role not supported", server.Log, StringComparison.Ordinal);
    }

    [LlamaFact]
    public async Task Start_TemplateThatRefusesOurSystemMessage_IsSaidByTheUserAndWritten()
    {
        // The server tries a template with messages of its own, and does not see that it refuses ours.
        await using var server = await LlamaServer.StartAsync(Model, "--chat-template", Template("messages|length > 1 and 'You write for one person' in messages[0]['content']"));
        _opened = await ModelHost.OpenAsync(server.Endpoint);

        Assert.Empty(Faults(await WriteAsync(WritingTask.Outreach)));

        Assert.Contains("System role not supported", server.Log, StringComparison.Ordinal);
    }

    [LlamaFact]
    public async Task Start_ModelStillBeingLoaded_IsWaitedFor()
    {
        await using var loading = await LlamaServer.StartLoadingAsync(Path.Combine(_folder, "pipe"));
        await using var ready = await LlamaServer.StartAsync(Model);
        await using var relay = new Relay(loading.Port);
        _opened = await ModelHost.OpenAsync(relay.Endpoint);
        var writing = WriteAsync(WritingTask.Outreach);
        await Task.WhenAny(relay.RefusedOften, writing);

        await relay.LeadToAsync(ready.Port);

        Assert.Empty(Faults(await writing));
        Assert.True(relay.RefusedOften.IsCompleted);
    }

    // What each form has that no source has, and what was left out of it.
    private static IEnumerable<string> Faults(Protocol.Services.Writing writing)
    {
        (string Text, string[] Claims, string[] Notices) expected = writing.Task switch
        {
            WritingTask.CvTailoring => ("+ Surgeon in Lima\n", ["Surgeon", "Lima"], ["A suggestion that replaces no line of the CV was left out."]),
            WritingTask.Fit => ("-> Matron since 1999.\n", ["1999"], ["A requirement that is no line of the posting was left out."]),
            WritingTask.Interview => ("### Why nursing?\n\nMy 88 patients say so.\n", ["88"], []),
            WritingTask.ThreadSummary => ("They propose Friday.\n", ["Friday"], []),
            WritingTask.ReplyMeaning => ($"**interview**\n\n> {Line}\n\nThey propose Friday.\n", ["Friday"], []),
            // It is given no CV, and the answer says that it rests on one.
            WritingTask.FollowUp => (Letter, ["73", "engineers", "Globex"], ["Sources that were not given were named, and left out: cv:1."]),
            _ => (Letter, ["73", "engineers", "Globex"], []),
        };
        if (writing.State != WritingState.Done || !writing.Text.Contains(expected.Text, StringComparison.Ordinal))
            yield return $"{writing.State}: {writing.Text}";
        if (!writing.Claims.Select(static claim => claim.Text).SequenceEqual(expected.Claims))
            yield return $"marked {string.Join(", ", writing.Claims.Select(static claim => claim.Text))}";
        if (!writing.Notices.SequenceEqual(expected.Notices))
            yield return $"said {string.Join(' ', writing.Notices)}";
        if (writing.DraftId is null == writing.Task is WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply)
            yield return "a mail becomes a draft, and nothing else does";
        if (writing.ProposalId is null == writing.Task is WritingTask.ReplyMeaning)
            yield return "a reply's meaning becomes a proposal, and nothing else does";
    }

    /// <summary>A template that refuses where the condition holds, in the words of Gemma's.</summary>
    private static string Template(string refused) =>
        $$$"""{% if {{{refused}}} %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}{{ '<start_of_turn>' + m['role'] + '\n' + m['content'] + '<end_of_turn>\n' }}{% endfor %}{{ '<start_of_turn>model\n' }}""";

    // Of the prompt, and then of the answer.
    [GeneratedRegex(@"eval time = +[0-9.]+ ms / +(\d+) tokens")]
    private static partial Regex Counted();

    private async Task AllowTokensAsync(int tokens)
    {
        var prompt = (await Host.Host.Drafting.PromptsAsync(new PromptListRequest(), default)).Prompts.Single(static each => each.Id == "outreach");
        var text = Regex.Replace(prompt.Text, "^maxOutputTokens: .*$", string.Create(CultureInfo.InvariantCulture, $"maxOutputTokens: {tokens}"), RegexOptions.Multiline);
        await Host.Host.Drafting.SavePromptAsync(new PromptSaveRequest { Id = "outreach", Text = text }, default);
    }

    private async Task<RpcException> RefusedAsync(WritingTask task) => await Assert.ThrowsAsync<RpcException>(() => WriteAsync(task));

    private Task<Protocol.Services.Writing> WriteAsync(WritingTask task) => StartAsync(task, null, default);

    private Task<Protocol.Services.Writing> StartAsync(WritingTask task, IProgress<WritingProgress>? progress, CancellationToken cancel) =>
        Host.Host.Writing.StartAsync(new WritingStartRequest { Task = task, ContactId = Host.Ana.Id, Texts = [Cv, Posting, Mail] }, progress, cancel).AsTask().WaitAsync(Patience, cancel);
}
