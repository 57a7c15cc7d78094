using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Subjects and bodies with variables, in versions.</summary>
[RpcService("templates", typeof(TemplatesJson))]
public interface ITemplates
{
    /// <summary>Ordered by name.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TemplateListResponse> ListAsync(TemplateListRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Template> GetAsync(TemplateGetRequest request, CancellationToken cancel);

    /// <summary>Makes a template, or a new version of one. Errors: invalid with the line and column of a mistake; conflict when <c>revision</c> is stale.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Template> SaveAsync(TemplateSaveRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(TemplateDeleteRequest request, CancellationToken cancel);

    /// <summary>What the template says to one person, with every variable's source and the names of those that nothing fills.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TemplatePreview> PreviewAsync(TemplatePreviewRequest request, CancellationToken cancel);
}

public sealed record Template
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>Counts the saved texts of this template from 1; drafts remember which one they were made from.</summary>
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string Subject { get; init; }

    /// <summary>Markdown with Handlebars variables.</summary>
    public required string Body { get; init; }

    /// <summary>The variables that subject and body use, in order of first use.</summary>
    public required IReadOnlyList<TemplateVariable> Variables { get; init; }

    /// <summary>How a text sounds that a model writes after this template; null where nothing is said of it. It belongs to the version.</summary>
    public Voice? Voice { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

/// <param name="Name">The variable's name.</param>
/// <param name="Fallback">What stands in where a contact lacks it; null where its absence is an error.</param>
public sealed record TemplateVariable(string Name, string? Fallback = null);

public sealed record TemplateListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record TemplateListResponse
{
    public required IReadOnlyList<Template> Templates { get; init; }
    public string? Next { get; init; }
}

public sealed record TemplateGetRequest
{
    public required string Id { get; init; }

    /// <summary>One of the saved texts, counted from 1; absent gives the newest.</summary>
    public int? Version { get; init; }
}

public sealed record TemplateSaveRequest
{
    /// <summary>Absent makes a new template.</summary>
    public string? Id { get; init; }

    /// <summary>Required with <see cref="Id"/>.</summary>
    public long? Revision { get; init; }
    public required string Name { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }

    /// <summary>Tone, length, language and what is not to be said. Absent keeps what the template has; one that says nothing takes it away.</summary>
    public Voice? Voice { get; init; }
}

public sealed record TemplateDeleteRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
}

public sealed record TemplatePreviewRequest
{
    public required string TemplateId { get; init; }
    public required string ContactId { get; init; }
}

public sealed record TemplatePreview
{
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required IReadOnlyList<FilledVariable> Filled { get; init; }

    /// <summary>Variables without a value and without a fallback; a draft cannot be made while there are any.</summary>
    public required IReadOnlyList<string> Unfilled { get; init; }
}

/// <param name="Name">The variable's name.</param>
/// <param name="Value">What it became.</param>
/// <param name="Source"><c>contact.company</c>, <c>account.displayName</c>, or <c>fallback</c>.</param>
public sealed record FilledVariable(string Name, string Value, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TemplateListRequest))]
[JsonSerializable(typeof(TemplateListResponse))]
[JsonSerializable(typeof(TemplateGetRequest))]
[JsonSerializable(typeof(Template))]
[JsonSerializable(typeof(TemplateSaveRequest))]
[JsonSerializable(typeof(TemplateDeleteRequest))]
[JsonSerializable(typeof(TemplatePreviewRequest))]
[JsonSerializable(typeof(TemplatePreview))]
[JsonSerializable(typeof(Done))]
public sealed partial class TemplatesJson : JsonSerializerContext;
