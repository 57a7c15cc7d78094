namespace Assistant.Plugins.Drafting.Writing;

/// <summary>The bounds of what a model may answer, in characters unless the name says otherwise.</summary>
internal static class AnswerLimits
{
    // Everything that arrives, form and all: twenty times a long letter.
    public const int Response = 400_000;

    // Our form is five deep.
    public const int Depth = 12;

    public const int Parts = 200;

    public const int SentencesOfPart = 100;

    public const int Sentence = 4_000;

    public const int SourcesOfSentence = 50;

    public const int Title = 300;

    // A subject as long as this is a mistake; mail servers fold at 998.
    public const int Subject = 300;

    public const int Stage = 60;

    // What is quoted back to the model to be mended, and shown where that fails.
    public const int Arrived = 20_000;

    // Notices of one kind; a person reads a few.
    public const int NoticesOfKind = 5;
}
