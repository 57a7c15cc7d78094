using System.Diagnostics;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.Wire;

/// <summary>Counts, over all guards, the types that were held to them and those that broke one.</summary>
public sealed class WireSuite : IDisposable
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly HashSet<Type> _checked = [];
    private readonly HashSet<Type> _failed = [];

    /// <summary>Holds each type to one guard.</summary>
    /// <returns>What is wrong, one line a type.</returns>
    internal List<string> Check(IEnumerable<WireType> types, Func<WireType, string?> guard)
    {
        var problems = new List<string>();
        foreach (var type in types)
        {
            _checked.Add(type.Info.Type);
            if (guard(type) is not { } problem)
                continue;
            _failed.Add(type.Info.Type);
            problems.Add($"{type}: {problem}");
        }

        return problems;
    }

    // No type at all means that they could not even be found.
    public void Dispose() => SuiteLog.Report("wire-types", _checked.Count, _checked.Count == 0 ? 1 : _failed.Count, Stopwatch.GetElapsedTime(_begun));
}
