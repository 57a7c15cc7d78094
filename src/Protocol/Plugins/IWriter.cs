using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// A writer does one writing task for one subject from sources it is given, as a rule with a language model. It has no tools, sees no other person's
/// data, and cannot send. What it answers is a suggestion: the host checks every claim against the sources and keeps who decides.
/// </summary>
[RpcService("writer", typeof(WriterJson))]
public interface IWriter
{
    /// <summary>What writing would send, exactly, to whom, and what it would cost at most. Nothing leaves the machine.</summary>
    ValueTask<WritingPlan> PlanAsync(WriterRequest request, CancellationToken cancel);

    /// <summary>
    /// Writes. Text is reported as it arrives. Errors: needs-setup where a model has no key or its payload was never looked at, quota where a budget or
    /// a rule of the user stops it, provider where the model failed; the data's remedy says what to do.
    /// </summary>
    ValueTask<WriterResponse> WriteAsync(WriterRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel);
}

public sealed record WriterRequest
{
    public required WritingTask Task { get; init; }

    /// <summary>Whom it is about, opaque: rules, budgets and the ledger are kept by it.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The record that it is for besides, opaque, for example an application: a rule and a ceiling for that hold too. Null where there is none but the subject.</summary>
    public string? AboutId { get; init; }

    /// <summary>
    /// What kind of record it is for, for example <c>application</c>, so that a person is told which rule or ceiling stops it; the subject is that record where
    /// <see cref="AboutId"/> is null. Null where it is for a contact alone.
    /// </summary>
    public string? AboutKind { get; init; }

    /// <summary>All that the writer may use, and all of one subject.</summary>
    public required IReadOnlyList<WritingSource> Sources { get; init; }
    public Voice? Voice { get; init; }

    /// <summary>The user's template that the text follows; its lines are among the sources too. Null where it follows none.</summary>
    public WriterTemplate? Template { get; init; }

    /// <summary>The model's id; null for the one that is chosen for the task. <c>offline</c> is the composer that fills templates.</summary>
    public string? Model { get; init; }

    /// <summary>Numbers of today in the text are not inventions: the date that the text is written on, ISO 8601.</summary>
    public required string Today { get; init; }

    /// <summary>The user wants another answer to the same: what was answered before is not said again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>A template as the user wrote it.</summary>
/// <param name="Name">For the user.</param>
/// <param name="Subject">With variables.</param>
/// <param name="Body">Markdown with variables.</param>
public sealed record WriterTemplate(string Name, string Subject, string Body);

public sealed record WriterResponse
{
    /// <summary>The mail's subject; null where the task has none.</summary>
    public string? Subject { get; init; }
    public required IReadOnlyList<WrittenPart> Parts { get; init; }
    public ReplyMeaning? Meaning { get; init; }

    /// <summary>What was done, in a word: <c>drafted</c> by a model, <c>filled template</c> offline, <c>rehearsed</c> in the demo.</summary>
    public required string Work { get; init; }
    public required string Provider { get; init; }
    public string? Model { get; init; }

    /// <summary>The prompt's id and the digest of its text, for example <c>outreach@3f2a90c1</c>.</summary>
    public required string Prompt { get; init; }
    public required WritingUsage Usage { get; init; }

    /// <summary>
    /// Ids of the request's sources that the writer did not see: left out for room, or of a kind that its prompt has no place for. The host does not list them as what
    /// the text was written from, and lets nothing in it rest on them.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; set; } = [];

    /// <summary>For a person: what was trimmed, repaired, or flagged as a stock phrase.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WriterRequest))]
[JsonSerializable(typeof(WriterResponse))]
[JsonSerializable(typeof(WritingProgress))]
[JsonSerializable(typeof(WritingPlan))]
public sealed partial class WriterJson : JsonSerializerContext;
