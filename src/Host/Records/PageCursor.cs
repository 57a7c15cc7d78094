using System.Buffers.Text;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records;

/// <summary>Where a page ended: the ordering key and the id of its last row, so that rows made or deleted meanwhile shift nothing.</summary>
internal readonly record struct PageCursor(string Key, string Id)
{
    private const string Path = "$.cursor";

    public string Text => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}\n{Key}"));

    /// <summary>Null for the first page.</summary>
    /// <exception cref="RpcException">It is no cursor of ours.</exception>
    public static PageCursor? Read(string? text)
    {
        if (text is null)
            return null;
        if (!Base64Url.IsValid(text))
            throw NotOurs();
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var end = plain.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? throw NotOurs() : new PageCursor(plain[(end + 1)..], plain[..end]);
    }

    /// <exception cref="RpcException">It is outside 1 to <see cref="Paging.MaxLimit"/>.</exception>
    public static int Limit(int limit) => limit is >= 1 and <= Paging.MaxLimit
        ? limit
        : throw RpcException.Invalid("$.limit", "is out of range", $"Give 1 to {Paging.MaxLimit}.");

    private static RpcException NotOurs() => RpcException.Invalid(Path, "is no cursor of this list", "Give the 'next' of the page before, unchanged, or leave it out.");
}
