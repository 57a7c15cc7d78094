using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Docs;
using Assistant.EndToEnd.Doors;

namespace Assistant.EndToEnd.Examples;

/// <summary>A host with a mailbox, an open web door and tokens, for the scripts in <c>examples/</c>.</summary>
public sealed class ExampleDesk : IAsyncLifetime
{
    private readonly RealCli _cli = new();
    private RunningHost _host = null!;
    private string _owner = "";
    private string _url = "";
    private string _authority = "";

    public async Task InitializeAsync()
    {
        _host = await RunningHost.StartAsync(_cli);
        _owner = await _host.SetUpAsync();
        await using var owner = await _host.ConnectAsync(_owner);
        await owner.ResultAsync("accounts/connect", """{"provider":"mail.local","address":"me@example.org","grant":"headers","settings":{"office":"local"}}""");
        var web = await owner.ResultAsync("web/enable");
        _url = web.GetProperty("origin").GetString()!;
        _authority = web.GetProperty("certificate").GetProperty("authorityPath").GetString()!;
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _cli.DisposeAsync();
    }

    internal async Task<string> TokenAsync(params string[] scopes)
    {
        await using var owner = await _host.ConnectAsync(_owner);
        return (await owner.ResultAsync("clients/create", $$"""{"name":"letters","scopes":{{JsonSerializer.Serialize(scopes)}}}""")).GetProperty("clientKey").GetString()!;
    }

    /// <summary>The subjects of every draft, newest first.</summary>
    internal async Task<List<string>> SubjectsAsync()
    {
        await using var owner = await _host.ConnectAsync(_owner);
        return [.. (await owner.ResultAsync("drafts/list", """{"limit":200}""")).GetProperty("drafts").EnumerateArray().Select(draft => draft.GetProperty("subject").GetString()!)];
    }

    /// <summary>An authority that signed nothing of this host's.</summary>
    internal string OtherAuthority()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=Another", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return _cli.WriteFile("another.pem", made.ExportCertificatePem());
    }

    /// <summary>Runs one example, told where and as whom by the environment alone.</summary>
    internal Task<Finished> RunAsync(string script, string key, string? authority, params string[] args)
    {
        var file = Path.Combine(Documents.Root, "examples", script);
        string[] program = Path.GetExtension(script) switch { ".py" => ["python3", file], ".ps1" => ["pwsh", "-NoProfile", "-File", file], _ => ["bash", file] };
        return _cli.RunProgramAsync("env", [
            $"ASSISTANT={RealCli.Program}", $"ASSISTANT_DATA={_cli.Main}", $"ASSISTANT_URL={_url}", $"ASSISTANT_CACERT={authority ?? _authority}", $"ASSISTANT_KEY={key}",
            .. program, .. args]);
    }
}
