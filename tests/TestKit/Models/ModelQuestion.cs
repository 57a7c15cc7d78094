namespace Assistant.TestKit.Models;

/// <summary>What an endpoint was asked, as it came.</summary>
public sealed record ModelQuestion(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The key, however the client sent it; null where it sent none.</summary>
    public string? Key => Headers.TryGetValue("x-api-key", out var own) ? own
        : Headers.TryGetValue("authorization", out var bearer) ? bearer["Bearer ".Length..] : null;
}
