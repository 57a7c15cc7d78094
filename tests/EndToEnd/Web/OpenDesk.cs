using System.Globalization;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;

namespace Assistant.EndToEnd.Web;

/// <summary>A host with its web door open, and a key of every kind.</summary>
public sealed class OpenDesk : IAsyncLifetime
{
    /// <summary>The one foreign origin that the settings list.</summary>
    internal const string Listed = "https://pane.example";

    private readonly RealCli _cli = new();

    internal RunningHost Host { get; private set; } = null!;

    internal LineClient Owner { get; private set; } = null!;

    internal int Port { get; private set; }

    internal string Origin => $"https://localhost:{Port}";

    internal string Data => _cli.Main;

    /// <summary>Works without an Origin alone.</summary>
    internal string ScriptKey { get; private set; } = null!;

    /// <summary>Bound to the door's own origin.</summary>
    internal string PageKey { get; private set; } = null!;

    /// <summary>Bound to the listed one.</summary>
    internal string PaneKey { get; private set; } = null!;

    /// <summary>Another script's, which is broken or worse.</summary>
    internal string HostileKey { get; private set; } = null!;

    internal string RevokedKey { get; private set; } = null!;

    internal string AuthorityPath { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_cli.Main);
        await File.WriteAllTextAsync(Path.Combine(_cli.Main, "settings.json"), $$$"""{"web":{"origins":["{{{Listed}}}"]}}""");
        Host = await RunningHost.StartAsync(_cli);
        Owner = await Host.ConnectAsync(await Host.SetUpAsync());
        var status = await Owner.ResultAsync("web/enable");
        Port = int.Parse(status.GetProperty("origin").GetString()!.Split(':')[^1], CultureInfo.InvariantCulture);
        AuthorityPath = status.GetProperty("certificate").GetProperty("authorityPath").GetString()!;
        (_, ScriptKey) = await CreateAsync("script");
        (_, HostileKey) = await CreateAsync("hostile");
        var (revoked, key) = await CreateAsync("revoked");
        RevokedKey = key;
        await Owner.ResultAsync("clients/revoke", $$"""{"id":"{{revoked}}"}""");
        PageKey = await RedeemAsync();
        PaneKey = await PairAsync(Listed);
    }

    public async Task DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Host.DisposeAsync();
        await _cli.DisposeAsync();
    }

    /// <summary>A key for a script, and its client.</summary>
    internal async Task<(string Id, string Key)> CreateAsync(string name)
    {
        var created = await Owner.ResultAsync("clients/create", $$"""{"name":"{{name}}","scopes":["read"]}""");
        return (created.GetProperty("client").GetProperty("id").GetString()!, created.GetProperty("clientKey").GetString()!);
    }

    /// <summary>The one-use code of an address that the host made.</summary>
    internal async Task<string> OfferAsync() =>
        (await Owner.ResultAsync("clients/offer", """{"name":"page","scopes":["read"]}""")).GetProperty("url").GetString()!.Split("#code=")[1];

    /// <summary>A POST as a page of this origin sends it.</summary>
    internal async Task<RawAnswer> PostAsync(string path, string? origin, string body, string headers = "")
    {
        using var tls = await RawTls.ConnectAsync(Port);
        var from = origin is null ? "" : $"Origin: {origin}\r\n";
        return (await tls.AskAsync($"POST {path} HTTP/1.1\r\nHost: localhost:{Port}\r\n{from}{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"))!;
    }

    private async Task<string> RedeemAsync()
    {
        var answer = await PostAsync("/pair/offer", Origin, $$"""{"code":"{{await OfferAsync()}}"}""");
        return JsonElement.Parse(answer.Body).GetProperty("clientKey").GetString()!;
    }

    private async Task<string> PairAsync(string origin)
    {
        var ticket = JsonElement.Parse((await PostAsync("/pair", origin, """{"name":"pane","scopes":["read"]}""")).Body);
        await Owner.ResultAsync("clients/confirm", $$"""{"code":"{{ticket.GetProperty("code")}}"}""");
        var claim = await PostAsync("/pair/claim", origin, $$"""{"request":"{{ticket.GetProperty("request")}}","secret":"{{ticket.GetProperty("secret")}}"}""");
        return JsonElement.Parse(claim.Body).GetProperty("clientKey").GetString()!;
    }
}
