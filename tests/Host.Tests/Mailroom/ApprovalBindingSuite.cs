using System.Diagnostics;
using System.Text;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>
/// Changes whatever an approval is bound to, behind the host's back and through its doors, at every stage: nothing but what was approved is ever sent.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ApprovalBindingSuite : IAsyncDisposable
{
    // Texts that a careless comparison takes for the same.
    private static readonly string[] Twists = ["x", " ", "\u00a0", "\u200b", "\u0430", "A", "é", "\U0001f600", "-", "1", "\n", "\t!"];

    private readonly MailroomFixture _fixture = new();

    private readonly List<string> _failures = [];

    private int _runs;

    private int _legitimate;

    private MailroomHost Host => _fixture.Host;

    private FakeMailProvider Provider => _fixture.Provider;

    [Fact]
    public async Task Mutations_OfAnythingBound_SendNothing()
    {
        var clock = Stopwatch.StartNew();
        var account = await Host.ConnectAsync();
        await StoredDraftAsync(account);
        await OutboxRowAsync(account);
        await StoredBytesAsync(account);
        await ProviderDraftAsync(account);
        await HeaderInjectionAsync();
        await HomographsAsync();
        await DuplicateKeysAsync();
        await UntouchedAsync(account);
        SuiteLog.Report("T3", _runs, _failures.Count, clock.Elapsed);
        Assert.True(_failures.Count == 0, string.Join("\n", _failures.Take(20)));
        Assert.True(_runs >= 1000, $"only {_runs} mutations");
    }

    // Approved, then the draft's own row changed without the editor, as a fault or another program would.
    private async Task StoredDraftAsync(Account account)
    {
        foreach (var twist in Twists.Where(static twist => twist.Trim().Length > 0))
        {
            foreach (var (name, change) in DraftChanges(twist))
            {
                var (draft, item) = await ApprovedAsync();
                change(draft);
                await NothingSentAsync(account, item, $"draft {name} {Show(twist)}");
            }
        }
    }

    private IEnumerable<(string Name, Action<Draft> Change)> DraftChanges(string twist)
    {
        var safe = twist.Trim();
        foreach (var list in (string[])["to", "cc", "bcc", "replyTo"])
        {
            yield return ($"{list} added", d => Sql("UPDATE draft SET recipients = json_set(recipients, '$." + list + "', json_array('ana@there.example', @value)) WHERE id = @id", d, $"e{Ascii(safe)}vil@else.example"));
            yield return ($"{list} replaced", d => Sql("UPDATE draft SET recipients = json_set(recipients, '$." + list + "', json_array(@value)) WHERE id = @id", d, $"bo{Ascii(safe)}@there.example"));
        }

        yield return ("to renamed", d => Sql("UPDATE draft SET recipients = json_set(recipients, '$.to', json_array(@value)) WHERE id = @id", d, $"Anna{safe} <ana@there.example>"));
        yield return ("to removed", d => Sql("UPDATE draft SET recipients = json_set(recipients, '$.to', json_array()) WHERE id = @id AND @value IS NOT NULL", d, safe));
        yield return ("subject", d => Sql("UPDATE draft SET subject = subject || @value || '.' WHERE id = @id", d, safe));
        yield return ("body", d => SealBody(d, d.Body + safe));
        yield return ("body before", d => SealBody(d, safe + d.Body));
        yield return ("attachment name", d => Sql("UPDATE attachment SET name = @value || name WHERE draft = @id", d, Ascii(safe)));
        yield return ("attachment type", d => Sql("UPDATE attachment SET type = 'text/x' || @value WHERE draft = @id", d, Ascii(safe)));
        yield return ("attachment gone", d => Sql("UPDATE attachment SET deleted = 1 WHERE draft = @id AND @value IS NOT NULL", d, safe));
        yield return ("attachment order", d => Sql("UPDATE attachment SET position = 1 - position WHERE draft = @id AND @value IS NOT NULL", d, safe));
        yield return ("attachment digest", d => Sql("UPDATE attachment SET digest = @value WHERE draft = @id AND position = 0", d, Digest(safe)));
        yield return ("parent", d => Sql("UPDATE draft SET parent_message_id = @value WHERE id = @id", d, $"{Ascii(safe)}@else.example"));
        yield return ("attachment swapped", d => SwapBlob(d, safe, keepDigest: true));
        yield return ("attachment and digest swapped", d => SwapBlob(d, safe, keepDigest: false));
        yield return ("account", d => Sql("UPDATE account SET display_name = 'Mira ' || @value WHERE id = (SELECT account FROM draft WHERE id = @id)", d, safe));
    }

    // Sealed rightly for this very draft, and put in the place of the approved file.
    private void SwapBlob(Draft draft, string content, bool keepDigest)
    {
        var bytes = Encoding.UTF8.GetBytes($"another file {content}");
        var blob = Host.Blobs.Put("draft:" + draft.Id, bytes);
        Sql("UPDATE attachment SET blob = @value WHERE draft = @id AND position = 0", draft, blob);
        if (!keepDigest)
            Sql("UPDATE attachment SET digest = @value WHERE draft = @id AND position = 0", draft, Digest(Encoding.UTF8.GetString(bytes)));
    }

    private void SealBody(Draft draft, string body) => Host.Database.Write(transaction => transaction.Execute(
        "UPDATE draft SET body = @body WHERE id = @id",
        ("@body", new Sealer(Host.Keys).SealText(transaction, "draft:" + draft.Id, body, "draft.body:" + draft.Id)), ("@id", draft.Id)));

    // Claimed, so that the bytes are stored, then the outbox row changed.
    private async Task OutboxRowAsync(Account account)
    {
        foreach (var twist in Twists.Where(static twist => twist.Trim().Length > 0))
        {
            var safe = Ascii(twist.Trim());
            (string Name, string Sql, string Value)[] changes =
            [
                ("envelope to", "UPDATE outbox SET envelope = json_set(envelope, '$.to[#]', @value) WHERE id = @id", $"e{safe}vil@else.example"),
                ("envelope to replaced", "UPDATE outbox SET envelope = json_set(envelope, '$.to[0]', @value) WHERE id = @id", $"e{safe}vil@else.example"),
                ("envelope from", "UPDATE outbox SET envelope = json_set(envelope, '$.from', @value) WHERE id = @id", $"m{safe}e@here.example"),
                ("hash", "UPDATE outbox SET hash = @value WHERE id = @id", Digest(safe)),
                ("approval hash", "UPDATE approval SET hash = @value WHERE outbox = @id", Digest(safe)),
                ("approval voided", "UPDATE approval SET voided = 1 WHERE outbox = @id AND @value IS NOT NULL", safe),
                ("approval kind", "UPDATE approval SET kind = 'standing' WHERE outbox = @id AND @value IS NOT NULL", safe),
                ("message id", "UPDATE outbox SET message_id = @value WHERE id = @id", $"{safe}@else.example"),
                ("answered id", "UPDATE outbox SET in_reply_to = @value WHERE id = @id", $"{safe}@else.example"),
                ("references", "UPDATE outbox SET reference_ids = json_array(@value) WHERE id = @id", $"{safe}@else.example"),
                ("digest", "UPDATE outbox SET vault_digest = @value WHERE id = @id", Digest(safe)),
                ("parent", "UPDATE outbox SET parent_message_id = @value WHERE id = @id", $"{safe}@else.example"),
                ("account moved", "UPDATE account SET address = @value WHERE id = (SELECT account FROM outbox WHERE id = @id)", $"m{safe}e@else.example"),
            ];
            foreach (var (name, sql, value) in changes)
            {
                foreach (var place in (string[])["outbox.claimed.committed", "outbox.staged.committed"])
                {
                    var item = await StoppedAtAsync(account, place);
                    Host.Database.Write(transaction => transaction.Execute(sql, ("@id", item.Id), ("@value", value)));
                    await NothingSentAsync(account, item, $"row {name} {safe} at {place}");
                    Host.Database.Write(static transaction => transaction.Execute("UPDATE account SET address = 'me@here.example'"));
                }
            }
        }
    }

    // The stored bytes changed: sealed rightly, and with a digest that fits them.
    private async Task StoredBytesAsync(Account account)
    {
        foreach (var place in (string[])["outbox.claimed.committed", "outbox.staged.committed"])
        {
            foreach (var (name, change) in MessageTwists.OfWhatItSays().Concat(MessageTwists.OfAnyByte()))
            {
                var item = await StoppedAtAsync(account, place);
                var source = (await Host.Outbox.SourceAsync(new OutboxSourceRequest { Id = item.Id }, default)).Message.Bytes!;
                var changed = change([.. source]);
                if (changed.AsSpan().SequenceEqual(source))
                {
                    _failures.Add($"{name} changed nothing");
                    continue;
                }

                var blob = Host.Blobs.Put("draft:" + item.DraftId, changed);
                var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed));
                var blind = name.StartsWith("blind", StringComparison.Ordinal);
                Host.Database.Write(transaction => transaction.Execute(
                    "UPDATE outbox SET vault_blob = @blob, vault_digest = CASE WHEN @blind THEN vault_digest ELSE @digest END WHERE id = @id", ("@blob", blob), ("@digest", digest), ("@blind", blind), ("@id", item.Id)));
                await NothingSentAsync(account, item, $"bytes {name} at {place}");
            }
        }
    }

    private async Task ProviderDraftAsync(Account account)
    {
        foreach (var (name, change) in MessageTwists.OfWhatItSays().Where(static each => !each.Name.StartsWith("Message-ID", StringComparison.Ordinal) && !each.Name.StartsWith("Date", StringComparison.Ordinal)
            && !each.Name.StartsWith("X-Assistant-Id", StringComparison.Ordinal) && !each.Name.Contains("Return-Path", StringComparison.Ordinal) && !each.Name.StartsWith("form", StringComparison.Ordinal)))
        {
            var (_, item) = await ApprovedAsync();
            Provider.Held = change;
            await NothingSentAsync(account, item, $"held {name}");
            Provider.Held = null;
        }

        for (var i = 0; i < 40; i++)
        {
            // The provider scribbles into the bytes it was handed; what is sent is read from the vault anew.
            var (_, item) = await ApprovedAsync();
            var at = i;
            Provider.Meddle = bytes => bytes[bytes.Length * at / 40] ^= 0x20;
            await Host.DrainAsync(account);
            Provider.Meddle = null;
            _runs++;
            if ((await Host.ItemAsync(item.Id)).State == OutboxState.Sent)
                _legitimate++;
            else
                _failures.Add($"meddled {i}: not sent");
        }
    }

    private async Task HeaderInjectionAsync()
    {
        string[] breaks = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085", "\0", "\u000b", "\u000c", "\u001b", "\u007f", "\u0090"];
        foreach (var cut in breaks)
        {
            var injected = $"x{cut}Bcc: eve@else.example";
            DraftCreateRequest[] requests =
            [
                new() { To = ["ana@there.example"], Subject = injected, Body = "b" },
                new() { To = [$"Ana{cut}Bcc: eve@else.example <ana@there.example>"], Subject = "s", Body = "b" },
                new() { To = [$"ana@there.example{cut}Bcc: eve@else.example"], Subject = "s", Body = "b" },
                new() { To = [$"\"ana{cut}\"@there.example"], Subject = "s", Body = "b" },
                new() { To = ["ana@there.example"], Cc = [injected], Subject = "s", Body = "b" },
                new() { To = ["ana@there.example"], ReplyTo = [$"e{cut}@else.example"], Subject = "s", Body = "b" },
            ];
            foreach (var request in requests)
            {
                _runs++;
                var draft = await Host.Drafts.CreateAsync(request, default);
                var preview = await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
                if (preview.Hash is not null || preview.Problems.Count == 0)
                    _failures.Add($"injection {Show(cut)} can be approved");
                if (!await RefusedAsync(draft.Id, new string('0', 64)))
                    _failures.Add($"injection {Show(cut)} was approved");
            }
        }
    }

    private async Task HomographsAsync()
    {
        (string Shown, string Other)[] pairs =
        [
            ("ana@paypal.example", "ana@p\u0430ypal.example"), ("ana@apple.example", "ana@\u0430pple.example"), ("ana@scope.example", "ana@s\u0441ope.example"), ("ana@micro.example", "ana@micr\u043e.example"),
            ("ana@there.example", "\u0430na@there.example"), ("ana@there.example", "ana@there.ex\u0430mple"), ("ana@there.example", "ana@th\u0435re.example"), ("ana@there.example", "ana@there.examp1e"),
            ("Ana <ana@there.example>", "\u0410na <ana@there.example>"), ("ana@xn--bcher-kva.example", "ana@bucher.example"), ("ana@bücher.example", "ana@bu\u0308chers.example"), ("ana.b@there.example", "anab@there.example"),
        ];
        foreach (var (shown, other) in pairs)
        {
            foreach (var place in (string[])["to", "cc", "bcc", "replyTo"])
            {
                _runs++;
                var first = await Host.Drafts.CreateAsync(At(place, shown), default);
                var second = await Host.Drafts.CreateAsync(At(place, other), default);
                var hash = (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = first.Id }, default)).Hash!;
                // A display name binds only where it is sent: the name of a Bcc goes nowhere.
                var same = place == "bcc" && shown.Contains('<', StringComparison.Ordinal);
                if (!same && !await RefusedAsync(second.Id, hash))
                    _failures.Add($"{Show(other)} was approved as {shown} in {place}");
            }
        }

        static DraftCreateRequest At(string place, string address) => new()
        {
            To = place == "to" ? [address] : ["bo@there.example"],
            Cc = place == "cc" ? [address] : [],
            Bcc = place == "bcc" ? [address] : [],
            ReplyTo = place == "replyTo" ? [address] : [],
            Subject = "s",
            Body = "b",
        };
    }

    private async Task DuplicateKeysAsync()
    {
        var draft = await Host.DraftAsync();
        var hash = (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default)).Hash!;
        (string Method, string Parameters)[] calls =
        [
            ("outbox/approve", $$"""{"items":[{"draftId":"{{draft.Id}}","hash":"{{hash}}"}],"items":[{"draftId":"{{draft.Id}}","hash":"{{hash}}"}],"undoSeconds":0}"""),
            ("outbox/approve", $$"""{"items":[{"draftId":"x","draftId":"{{draft.Id}}","hash":"{{hash}}"}]}"""),
            ("outbox/approve", $$"""{"items":[{"draftId":"{{draft.Id}}","hash":"0","hash":"{{hash}}"}]}"""),
            ("outbox/approve", $$"""{"items":[{"draftId":"{{draft.Id}}","hash":"{{hash}}"}],"undoSeconds":3600,"undoSeconds":0}"""),
            ("outbox/approve", $$"""{"items":[{"draftId":"{{draft.Id}}","\u0068ash":"0","hash":"{{hash}}"}]}"""),
            ("drafts/update", $$"""{"id":"{{draft.Id}}","revision":1,"to":["ana@there.example"],"to":["eve@else.example"]}"""),
            ("drafts/update", $$"""{"id":"{{draft.Id}}","revision":1,"bcc":[],"bcc":["eve@else.example"]}"""),
            ("drafts/create", $$"""{"to":["a@b.example"],"\u0074o":["eve@else.example"],"subject":"s"}"""),
        ];
        var services = RpcDispatcher.Combine(OutboxRpc.Contract.Bind(Host.Outbox), DraftsRpc.Contract.Bind(Host.Drafts));
        foreach (var (method, parameters) in calls)
        {
            _runs++;
            var pipe = new DuplexPipe();
            await using var session = new RpcSession(pipe.Left.ToTransport()).Start(services);
            await pipe.Right.Output.WriteAsync(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{parameters}}}\n"));
            await pipe.Right.Output.FlushAsync();
            using var reader = new StreamReader(pipe.Right.Input);
            var answer = await reader.ReadLineAsync();
            if (answer?.Contains("\"error\"", StringComparison.Ordinal) != true)
                _failures.Add($"duplicate key was taken: {method} {parameters}");
        }

        if ((await Host.Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default)) is not { Revision: 1, State: DraftState.Open })
            _failures.Add("duplicate keys changed the draft");
    }

    // The other half of the proof: what nobody touches goes out, so the suite does not pass by sending nothing.
    private async Task UntouchedAsync(Account account)
    {
        for (var i = 0; i < 5; i++)
        {
            var (_, item) = await ApprovedAsync();
            await Host.DrainAsync(account);
            if ((await Host.ItemAsync(item.Id)).State != OutboxState.Sent)
                _failures.Add("an untouched message was not sent");
            _legitimate++;
        }

        if (Provider.Ledger.Count != _legitimate)
            _failures.Add($"{Provider.Ledger.Count} messages went out, {_legitimate} were approved and untouched");
        foreach (var line in Provider.Ledger)
        {
            var item = await Host.ItemAsync(line.OutboxId);
            if (MessageReader.Read(line.Bytes, line.Envelope, item.AccountId, null).Record?.Hash() != item.Hash)
                _failures.Add($"{item.Id} went out as something else");
        }
    }

    private async Task<(Draft Draft, OutboxItem Item)> ApprovedAsync()
    {
        Host.Database.Write(static transaction => transaction.Execute("UPDATE account SET display_name = 'Mira Ernst', address = 'me@here.example'"));
        var draft = await Host.DraftAsync();
        foreach (var (name, bytes) in (ValueTuple<string, byte[]>[])[("one.pdf", [1, 2, 3]), ("other.pdf", [4, 5])])
        {
            draft = await Host.Drafts.AttachAsync(
                new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = name, Type = "application/pdf", Content = new Content { Bytes = bytes, Size = bytes.Length } }, default);
        }

        var item = await Host.ApproveAsync(draft);
        return (await Host.Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default), item);
    }

    private async Task<OutboxItem> StoppedAtAsync(Account account, string place)
    {
        var (_, item) = await ApprovedAsync();
        try
        {
            using (SimulatedCrash.At(place))
                await Host.DrainAsync(account);
        }
        catch (SimulatedCrash)
        {
        }

        return await Host.ItemAsync(item.Id);
    }

    private async Task NothingSentAsync(Account account, OutboxItem item, string name)
    {
        _runs++;
        await Host.DrainAsync(account);
        if (Provider.Ledger.Any(line => line.OutboxId == item.Id))
            _failures.Add($"{name}: sent");
        if ((await Host.ItemAsync(item.Id)).State is var state and not OutboxState.Refused)
        {
            _failures.Add($"{name}: {state}");
            Host.Database.Write(transaction => transaction.Execute("UPDATE outbox SET wake = NULL WHERE id = @id", ("@id", item.Id)));
        }
    }

    private async Task<bool> RefusedAsync(string draftId, string hash)
    {
        try
        {
            await Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draftId, hash)], UndoSeconds = 0 }, default);
            return false;
        }
        catch (RpcException)
        {
            return true;
        }
    }

    private void Sql(string sql, Draft draft, string value) => Host.Database.Write(transaction => transaction.Execute(sql, ("@id", draft.Id), ("@value", value)));

    private static string Digest(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Ascii(string text) => string.Concat(text.Select(static c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"u{(int)c:x}"));

    private static string Show(string text) => string.Concat(text.Select(static c => char.IsControl(c) || c > '~' ? $"\\u{(int)c:x4}" : c.ToString()));

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
