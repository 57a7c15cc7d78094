using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// A composer writes text for one person from facts it is given. It has no tools, sees no other person's data, and cannot send.
/// </summary>
[RpcService("composer", typeof(ComposerJson))]
public interface IComposer
{
    /// <summary>Reads a template: the variables it uses, and what is wrong with it, by line and column.</summary>
    ValueTask<TemplateCheck> CheckAsync(TemplateCheckRequest request, CancellationToken cancel);

    /// <summary>Writes a subject and a body for one person. A variable that nothing fills is named, and no text is answered.</summary>
    ValueTask<ComposeResponse> ComposeAsync(ComposeRequest request, CancellationToken cancel);
}

public sealed record TemplateCheckRequest
{
    public required string Subject { get; init; }
    public required string Body { get; init; }
}

public sealed record TemplateCheck
{
    public required IReadOnlyList<TemplateVariable> Variables { get; init; }

    /// <summary>Path <c>subject:1:8</c> or <c>body:3:14</c> (line and column from 1).</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

public sealed record ComposeRequest
{
    public required string Subject { get; init; }
    public required string Body { get; init; }

    /// <summary>What is known of this person and of the sender; all the composer may use.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }
}

/// <param name="Name">The variable that it fills, for example <c>firstName</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Where it is from, for example <c>contact.firstName</c>.</param>
public sealed record Fact(string Name, string Value, string Source);

public sealed record ComposeResponse
{
    /// <summary>Null where something is unfilled or wrong.</summary>
    public string? Subject { get; init; }

    /// <summary>Markdown; null where something is unfilled or wrong.</summary>
    public string? Body { get; init; }
    public required IReadOnlyList<FilledVariable> Filled { get; init; }
    public required IReadOnlyList<string> Unfilled { get; init; }
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>What was done, in words: a filled template is never called drafted.</summary>
    public required string Work { get; init; }

    /// <summary>The model, where one was used.</summary>
    public string? Model { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TemplateCheckRequest))]
[JsonSerializable(typeof(TemplateCheck))]
[JsonSerializable(typeof(ComposeRequest))]
[JsonSerializable(typeof(ComposeResponse))]
public sealed partial class ComposerJson : JsonSerializerContext;
