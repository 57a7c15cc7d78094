namespace Assistant.Host.Keeping.Tables;

/// <summary>A text with columns of a row in braces: <c>draft.body:{id}</c>.</summary>
internal static class Pattern
{
    /// <summary>With the row's values in place.</summary>
    public static string Fill(string pattern, Func<string, string> column) => string.Concat(Parts(pattern).Select(part => part.IsColumn ? column(part.Text) : part.Text));

    /// <summary>The same as an expression over the row.</summary>
    public static string Sql(string pattern) => string.Join(" || ", Parts(pattern).Select(static part => part.IsColumn ? $"\"{part.Text}\"" : $"'{part.Text}'"));

    private static IEnumerable<(string Text, bool IsColumn)> Parts(string pattern) =>
        pattern.Split('{', '}').Index().Where(static part => part.Item.Length > 0).Select(static part => (part.Item, part.Index % 2 == 1));
}
