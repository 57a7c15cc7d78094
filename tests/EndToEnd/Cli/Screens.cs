namespace Assistant.EndToEnd.Cli;

/// <summary>What stood on a terminal.</summary>
internal static class Screens
{
    /// <summary>Each part follows the one before it; a narrow terminal may break a line anywhere between words.</summary>
    public static void InOrder(string text, params ReadOnlySpan<string> parts)
    {
        var at = 0;
        var flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in parts)
        {
            var found = flat.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' does not follow in:\n{text}");
            at = found + part.Length;
        }
    }
}
