using System.Text.Json;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Doors;

/// <summary>A host that was set up, for every test that knocks at it.</summary>
public sealed class GuardedHost : IAsyncLifetime
{
    /// <summary>More than any method takes: refused where the parameters are read, which is after the caller's right was asked for, and before anything is done.</summary>
    internal static readonly string TooMany = $"[{string.Join(',', Enumerable.Repeat("null", 100))}]";

    private readonly RealCli _cli = new();

    internal RealCli Cli => _cli;

    internal RunningHost Host { get; private set; } = null!;

    internal string Key { get; private set; } = null!;

    /// <summary>What clients may call, with the scope each asks for: the host's contract and those of the plugins beside it.</summary>
    internal static IReadOnlyList<(string Name, string? Requires)> Methods { get; } = ReadContracts();

    internal static string[] ByKeyAlone { get; } = ["decide", "approve", "admin"];

    public async Task InitializeAsync()
    {
        Host = await RunningHost.StartAsync(_cli);
        Key = await Host.SetUpAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _cli.DisposeAsync();
    }

    /// <summary>A connection as an editor has it.</summary>
    internal LineClient Bridge()
    {
        var bridge = _cli.Start(RealCli.Program, ["stdio", "--data", _cli.Main]);
        return new LineClient(bridge.StandardOutput.BaseStream, bridge.StandardInput.BaseStream);
    }

    /// <summary>Everything that the host keeps.</summary>
    internal IReadOnlyList<string> Files() => [.. new[] { _cli.Main, _cli.PathTo("state") }.SelectMany(root => Directory.GetFiles(root, "*", SearchOption.AllDirectories)).Where(file => Path.GetExtension(file) is not (".sock" or ".held"))];

    /// <summary>How often the audit log has this, as the owner sees it.</summary>
    internal async Task<int> AuditedAsync(string action, string outcome)
    {
        await using var owner = await Host.ConnectAsync(Key);
        var (count, cursor) = (0, "");
        do
        {
            var page = await owner.ResultAsync("audit/list", $$"""{"limit":200{{cursor}}}""");
            count += page.GetProperty("entries").EnumerateArray().Count(entry => entry.GetProperty("action").GetString() == action && entry.GetProperty("outcome").GetString() == outcome);
            cursor = page.TryGetProperty("next", out var next) ? $",\"cursor\":{next.GetRawText()}" : null;
        }
        while (cursor is not null);
        return count;
    }

    private static List<(string, string?)> ReadContracts()
    {
        var folder = Path.GetDirectoryName(RealCli.Program)!;
        string[] files = [Path.Combine(folder, "contract.json"), .. Directory.GetFiles(Path.Combine(folder, "plugins"), "contract.json", SearchOption.AllDirectories)];
        return [.. files.Select(file => JsonElement.Parse(File.ReadAllText(file))).SelectMany(document => document.GetProperty("methods").EnumerateArray())
            .Select(method => (method.GetProperty("name").GetString()!, method.TryGetProperty("x-requires", out var scope) ? scope.GetString() : null))];
    }
}
