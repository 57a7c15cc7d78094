using Assistant.Host.Security;
using Assistant.Host.Storage;

namespace Assistant.Host.Records;

/// <summary>The rows a list may show: the policy's rule for seeing, as a condition, so that pages are full and nothing is read in vain.</summary>
internal static class Visible
{
    public const string Rows = "space = @space AND (owner = @viewer OR visibility = 'space') AND deleted IS NULL";

    public static (string Name, SqlValue Value)[] To(Principal viewer) => [("@space", viewer.Space), ("@viewer", viewer.Person)];
}
