namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>The bounds of what goes into a payload, in characters.</summary>
internal static class FenceLimits
{
    // A line of a mail or posting; what is longer is a file, not a sentence.
    public const int Line = 4_000;

    // All sources of one request together: a long CV, a posting and a thread with much room.
    public const int Sources = 1_000_000;

    public const int SourceCount = 10_000;

    // Ids are made by the host: cv:12, contact.firstName.
    public const int Id = 80;

    // The longest word of a language or part of a link is far below it; encoded files are far above.
    public const int EncodedRun = 120;

    // Encoded files come in lines of 64 or 76.
    public const int EncodedLine = 56;

    // What a person is shown of hidden text: as much as tells what was tried.
    public const int HiddenShown = 5;
}
