namespace Assistant.EndToEnd.Models.Llama;

/// <summary>
/// What the tiny model was made from: an answer of each form. No word stands in two, so that it says one of them to its end; each has something that no
/// source has.
/// </summary>
internal static class TinyAnswers
{
    public const string Mail =
        """{"subject":"A question","parts":[{"sentences":[{"text":"Dear Ana Ruiz","sources":["contact.firstName"]}]},{"sentences":[{"text":"I led 73 engineers at Globex.","sources":["cv:1"]},{"text":"Dort führte der Weg zu Norte.","sources":["contact.company"]}]}]}""";

    // Of the two parts, the one is of a line of the posting and the other of a line of the CV: each task has a use for one.
    public const string Lines =
        """{"parts":[{"of":"posting:1","sentences":[{"text":"Matron since 1999.","sources":["cv:2"]}]},{"of":"cv:1","sentences":[{"text":"Surgeon in Lima","sources":["cv:1"]}]}]}""";

    public const string OfPostingAlone = """{"parts":[{"of":"posting:1","sentences":[{"text":"Matron since 1999.","sources":["cv:2"]}]}]}""";

    public const string Answers =
        """{"parts":[{"title":"Why nursing?","sentences":[{"text":"My 88 patients say so.","sources":["cv:1"]}]}]}""";

    public const string Summary =
        """{"parts":[{"sentences":[{"text":"They propose Friday.","sources":["mail:1"]}]}]}""";

    public const string Meaning =
        """{"parts":[{"sentences":[{"text":"They propose Friday.","sources":["mail:1"]}]}],"meaning":{"stage":"interview","quotedLine":"Could we meet on Tuesday?","source":"mail:1"}}""";

    /// <summary>A mail whose first sentence never ends.</summary>
    public const string Endless = """{"subject":"A question","parts":[{"sentences":[{"text":"Wir reden und reden und reden""";

    public static string[] All { get; } = [Mail, Lines, Answers, Summary, Meaning];
}
