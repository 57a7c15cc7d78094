using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

// What services and writers say to each other about writing.

[JsonConverter(typeof(CamelCaseEnumConverter<WritingTask>))]
public enum WritingTask
{
    /// <summary>A first mail to somebody.</summary>
    Outreach,

    /// <summary>A second mail, where the first was not answered.</summary>
    FollowUp,

    /// <summary>An answer to a mail.</summary>
    Reply,

    /// <summary>A letter that goes with an application.</summary>
    CoverLetter,

    /// <summary>Changes to lines of a CV; never a new line without a source.</summary>
    CvTailoring,

    /// <summary>Questions that an interview may bring, and answers from the CV.</summary>
    Interview,

    /// <summary>What the posting asks for, and what of the CV shows it.</summary>
    Fit,

    /// <summary>What was said in a thread.</summary>
    ThreadSummary,

    /// <summary>What a reply means for the stage of things, with the line that says so.</summary>
    ReplyMeaning,
}

[JsonConverter(typeof(CamelCaseEnumConverter<SourceKind>))]
public enum SourceKind
{
    /// <summary>A field of the contact, or of the record that the text is for.</summary>
    Contact,

    /// <summary>A field of the sender.</summary>
    Sender,

    /// <summary>A line of the user's CV.</summary>
    Cv,

    /// <summary>A line of a job posting; foreign text.</summary>
    Posting,

    /// <summary>A line of a mail that somebody else wrote; foreign text.</summary>
    Mail,

    /// <summary>A line of a mail that the user sent.</summary>
    OwnMail,

    /// <summary>What the user said should be written.</summary>
    Instruction,

    /// <summary>A line of the user's notes, or of an earlier version.</summary>
    Note,

    /// <summary>A line of the template that the text follows, as the user wrote it, variables and all.</summary>
    Template,
}

/// <summary>One thing that is known, and may be said.</summary>
/// <param name="Id">Short, and unique in the request: <c>contact.firstName</c>, <c>cv:12</c>, <c>posting:3</c>.</param>
/// <param name="Kind">Where it is from; text of postings and of other people's mail is foreign and never followed as an instruction.</param>
/// <param name="Text">One line of text.</param>
public sealed record WritingSource(string Id, SourceKind Kind, string Text)
{
    /// <summary>Somebody else wrote it.</summary>
    public bool IsForeign() => Kind is SourceKind.Posting or SourceKind.Mail;
}

/// <summary>How the text should sound.</summary>
public sealed record Voice
{
    /// <summary>In the user's words, for example <c>warm, plain</c>.</summary>
    public string? Tone { get; init; }

    /// <summary>Words in all, at most.</summary>
    public int? MaxWords { get; init; }

    /// <summary>
    /// BCP 47, for example <c>de</c>, or as it is taken too a name in English, in German or in the language itself, for example <c>German</c>; null for the
    /// language of the sources. It is kept as BCP 47.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>Words and phrases that must not appear.</summary>
    public IReadOnlyList<string> DoNotSay { get; set; } = [];

    /// <summary>The style card: what the user's own mail sounds like, in a few lines that the user can read and edit. Templates have none.</summary>
    public string? StyleCard { get; init; }

    /// <summary>It leaves everything open.</summary>
    public bool SaysNothing() => Tone is null && MaxWords is null && Language is null && DoNotSay.Count == 0 && StyleCard is null;

    /// <summary>This voice, with another's word for what it leaves open. What either must not say is not said.</summary>
    public Voice Over(Voice? other) => other is null ? this : new Voice
    {
        Tone = Tone ?? other.Tone,
        MaxWords = MaxWords ?? other.MaxWords,
        Language = Language ?? other.Language,
        DoNotSay = [.. DoNotSay.Union(other.DoNotSay, StringComparer.OrdinalIgnoreCase)],
        StyleCard = StyleCard ?? other.StyleCard,
    };
}

/// <summary>One sentence, and the ids of the sources that it rests on.</summary>
public sealed record WrittenSentence(string Text, IReadOnlyList<string> Sources);

/// <summary>A paragraph, a changed line, a question with its answer, or a requirement with what meets it.</summary>
public sealed record WrittenPart
{
    /// <summary>The interview question, or a heading; null for running text.</summary>
    public string? Title { get; init; }

    /// <summary>The id of the line that this replaces (CV tailoring) or answers (fit: a line of the posting).</summary>
    public string? Of { get; init; }
    public required IReadOnlyList<WrittenSentence> Sentences { get; init; }
}

/// <summary>What a reply is taken to mean.</summary>
/// <param name="Stage">The user's own stage word, for example <c>interview</c>.</param>
/// <param name="QuotedLine">The line of the mail that says so, word for word.</param>
/// <param name="Source">The id of that line.</param>
public sealed record ReplyMeaning(string Stage, string QuotedLine, string Source);

/// <param name="InputTokens">As the provider counted, else as we did.</param>
/// <param name="OutputTokens">As the provider counted, else as we did.</param>
/// <param name="Milliseconds">From the request to the last byte.</param>
/// <param name="Cost">In the currency of the model's prices; null where it has none.</param>
public sealed record WritingUsage(int InputTokens, int OutputTokens, int Milliseconds, decimal? Cost = null);

/// <summary>Readable text that has arrived since the last report.</summary>
/// <param name="Text">To be appended to what came before; empty where only the stage changed.</param>
/// <param name="Stage">For a person: <c>waiting for the model</c>, <c>writing</c>, <c>repairing</c>.</param>
public sealed record WritingProgress(string Text, string Stage);

/// <summary>What writing would do.</summary>
public sealed record WritingPlan
{
    public required string Provider { get; init; }
    public string? Model { get; init; }

    /// <summary>Where the payload goes; null where nothing is sent.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The endpoint is on this machine.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>Every message of the payload, exactly; empty where nothing is sent.</summary>
    public required IReadOnlyList<PayloadMessage> Payload { get; init; }

    /// <summary>The ids of the sources that it holds.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Tokens and cost at most.</summary>
    public required WritingUsage Estimate { get; init; }

    /// <summary>What would stop it, for a person; null where nothing does.</summary>
    public string? Obstacle { get; init; }
    public string? Remedy { get; init; }
}

/// <param name="Role"><c>system</c> or <c>user</c>.</param>
/// <param name="Text">As it is sent.</param>
public sealed record PayloadMessage(string Role, string Text);
