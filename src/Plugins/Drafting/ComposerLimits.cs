namespace Assistant.Plugins.Drafting;

/// <summary>The bounds of the offline composer, in characters unless the name says otherwise.</summary>
internal static class ComposerLimits
{
    // A subject as long as this is a mistake; mail servers fold at 998.
    public const int SubjectTemplate = 1_000;

    // Twenty pages: a letter, not a book.
    public const int BodyTemplate = 64 * 1024;

    // What a template becomes; without it a short template could repeat a long value thousands of times.
    public const int Result = 256 * 1024;

    // Deeper conditions are a program, not a letter.
    public const int Nesting = 16;

    // A person mends one at a time; more than this is another kind of file.
    public const int Problems = 20;

    // Compiled templates kept for the next person of the same campaign: subject and body of a few dozen.
    public const int CompiledTemplates = 64;
}
