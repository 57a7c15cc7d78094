using System.Globalization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Where a page ended: the instant and the id of its last row, so that rows made or deleted meanwhile shift nothing.</summary>
internal readonly record struct PageEnd(long At, string Id)
{
    /// <summary>Before the first page of a list that begins with the newest.</summary>
    public static PageEnd Newest { get; } = new(long.MaxValue, "~");

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{At}.{Id}");

    /// <exception cref="RpcException">It is no cursor of ours.</exception>
    public static PageEnd Read(string? cursor)
    {
        if (cursor is null)
            return Newest;
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new PageEnd(at, cursor[(dot + 1)..])
            : throw RpcException.Invalid("$.cursor", "is no cursor of this list", "Give the 'next' of the page before, unchanged, or leave it out.");
    }
}
