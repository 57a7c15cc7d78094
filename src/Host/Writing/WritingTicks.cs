using System.Globalization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>A person's word that claims of a kept text are true.</summary>
internal static class WritingTicks
{
    /// <exception cref="RpcException">The text is a draft's, or makes no such claim.</exception>
    public static WritingRow Tick(WritingRow row, IReadOnlyList<string> claimIds)
    {
        if (row.DraftRevision is not null)
            throw new RpcException(RpcErrorCode.WrongState, "The text became a draft: what is true of it is ticked there.");
        if (claimIds.Count == 0)
            throw RpcException.Invalid("$.claimIds", "are none", "Give at least one.");
        var known = row.Content.Claims.Select(static claim => claim.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = claimIds.Index().Where(each => !known.Contains(each.Item)).Select(static each => new RpcProblem
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"$.claimIds[{each.Index}]"),
            Problem = "is no claim of this text",
            Remedy = "Take those that writing/get lists.",
        }).ToList();
        if (unknown.Count > 0)
            throw RpcException.Invalid(unknown);
        return row with { Content = row.Content with { Claims = [.. row.Content.Claims.Select(claim => claimIds.Contains(claim.Id) ? claim with { Ticked = true } : claim)] } };
    }
}
