using Assistant.Host.Storage;

namespace Assistant.Host.Security;

/// <summary>The record that is asked about.</summary>
internal readonly record struct Resource(string Kind, string Id, string Space, string Owner, string Visibility)
{
    public const string ToSpace = "space";

    public static Resource Of(string kind, RowStamp stamp) => new(kind, stamp.Id, stamp.Space, stamp.Owner, stamp.Visibility);
}
