using System.Buffers;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>Whether a model that a user describes can be one.</summary>
internal static class ModelChecks
{
    private const int LongestId = 40;
    private const int LongestName = 200;
    private const int LongestKey = 4096;
    private const int FewestTokens = 512;
    private const int MostTokens = 100_000_000;
    private const decimal HighestPrice = 100_000m;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The model, without key and yes. Errors: invalid, one entry per problem.</summary>
    public static Model Check(ModelSaveRequest request)
    {
        var problems = Problems(request).ToList();
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        var endpoint = request.Endpoint?.TrimEnd('/');
        return new Model
        {
            Id = request.Id,
            Provider = request.Provider,
            Name = request.Name,
            Endpoint = endpoint,
            IsLocal = endpoint is not null && Endpoint.IsLoopback(new Uri(endpoint)),
            HasKey = false,
            IsAllowed = false,
            IsChosen = false,
            ContextTokens = request.ContextTokens,
            InputPrice = request.InputPrice,
            OutputPrice = request.OutputPrice,
        };
    }

    private static IEnumerable<RpcProblem> Problems(ModelSaveRequest request)
    {
        if (request.Id.Length is 0 or > LongestId || request.Id.AsSpan().IndexOfAnyExcept(IdCharacters) >= 0)
            yield return Problem("$.id", $"It has 1 to {LongestId} characters of a-z, 0-9, '-', '_' and '.'.");
        else if (request.Id is ModelBook.OfflineId or ModelBook.RehearsalId)
            yield return Problem("$.id", "This name is taken by a model that comes with the plugin.");
        if (request.Provider is not (ModelProvider.OpenAi or ModelProvider.Anthropic))
            yield return Problem("$.provider", "It must be openAi or anthropic.");
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(char.IsControl))
            yield return Problem("$.name", $"It has 1 to {LongestName} characters, as the provider calls the model.");
        if (request.Endpoint is { } endpoint && Endpoint.Problem(endpoint) is { } problem)
            yield return Problem("$.endpoint", problem);
        if (request.Key is { } key && (key.Length > LongestKey || key.Any(static c => c is <= ' ' or >= '\x7f')))
            yield return Problem("$.key", "A key has no spaces and no line breaks; nothing of it was kept.");
        if (request.ContextTokens is < FewestTokens or > MostTokens)
            yield return Problem("$.contextTokens", $"It must be between {FewestTokens} and {MostTokens}.");
        if (request.InputPrice is < 0 or > HighestPrice)
            yield return Problem("$.inputPrice", $"It must be between 0 and {HighestPrice}, for a million tokens.");
        if (request.OutputPrice is < 0 or > HighestPrice)
            yield return Problem("$.outputPrice", $"It must be between 0 and {HighestPrice}, for a million tokens.");
    }

    private static RpcProblem Problem(string path, string problem) => new() { Path = path, Problem = problem };
}
