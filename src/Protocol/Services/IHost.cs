using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>The host itself: what it is, how it fares, how it is set up and ended.</summary>
[RpcService("host", typeof(HostJson))]
public interface IHost
{
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<HostStatus> StatusAsync(HostStatusRequest request, CancellationToken cancel);

    /// <summary>
    /// Makes the owner and the owner's first client key, which is answered once and never again.
    /// Needs no scope, and is refused with a conflict as soon as any client key exists.
    /// </summary>
    ValueTask<HostSetupResponse> SetupAsync(HostSetupRequest request, CancellationToken cancel);

    /// <summary>Looks for what is wrong with this installation, each finding with its remedy. Changes nothing.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DoctorResponse> DoctorAsync(DoctorRequest request, CancellationToken cancel);

    /// <summary>
    /// The beginning of a letter to whoever helps: versions, and what <c>host/doctor</c> found, by codes alone, so that nothing in it tells of a person,
    /// a place or a mail. Its <c>{{...}}</c> is for its writer's own words, and no draft leaves before it is filled. Changes nothing.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<HostHelpLetterResponse> HelpLetterAsync(HostHelpLetterRequest request, CancellationToken cancel);

    /// <summary>What is read, stored, sent and to whom: the promises of PRIVACY.md, as they came with this host.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<HostPrivacyResponse> PrivacyAsync(HostPrivacyRequest request, CancellationToken cancel);

    /// <summary>
    /// Takes a folder that was copied or restored as the one that goes on from here. Its unsent messages still wait, each for <c>outbox/release</c> or <c>outbox/cancel</c>.
    /// Errors: wrong-state where it is not held back.
    /// </summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<HostReleaseResponse> ReleaseAsync(HostReleaseRequest request, CancellationToken cancel);

    /// <summary>Ends the host after the answer is sent; a send in progress is finished first.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Done> StopAsync(HostStopRequest request, CancellationToken cancel);
}

public sealed record HostStatusRequest;

public sealed record HostStatus
{
    public required string Version { get; init; }
    public required int Pid { get; init; }
    public required string DataFolder { get; init; }
    public required bool Demo { get; init; }
    public required DateTimeOffset Started { get; init; }

    /// <summary>Where the keys are kept, for example <c>Secret Service</c> or <c>file (0600)</c>.</summary>
    public required string SecretPlace { get; init; }

    /// <summary>The native SQLite in use, for example <c>3.35.5</c>.</summary>
    public required string SqliteVersion { get; init; }

    /// <summary>Approved messages that are not yet final.</summary>
    public required int OutboxWaiting { get; init; }

    public IReadOnlyList<SetupNeed> Needs { get; set; } = [];
}

public sealed record HostSetupRequest
{
    /// <summary>What the owner is called in records of who approved what.</summary>
    public required string OwnerName { get; init; }

    /// <summary>The name of the client that will hold the key.</summary>
    public required string ClientName { get; init; }
}

public sealed record HostSetupResponse
{
    /// <summary>The key, shown once: the host stores only its hash.</summary>
    public required string ClientKey { get; init; }
    public required string ClientId { get; init; }
    public required string SecretPlace { get; init; }
}

public sealed record DoctorRequest;

public sealed record DoctorResponse
{
    /// <summary>Failures first, then warnings, then what is well.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

public sealed record Finding
{
    /// <summary>A stable code, for example <c>storage.native-library</c>.</summary>
    public required string Code { get; init; }
    public required FindingLevel Level { get; init; }
    public required string Message { get; init; }

    /// <summary>What puts it right; absent where all is well.</summary>
    public string? Remedy { get; init; }

    public static Finding Well(string code, string message) => new() { Code = code, Level = FindingLevel.Well, Message = message };

    public static Finding Warning(string code, string message, string remedy) => new() { Code = code, Level = FindingLevel.Warning, Message = message, Remedy = remedy };

    public static Finding Failure(string code, string message, string remedy) => new() { Code = code, Level = FindingLevel.Failure, Message = message, Remedy = remedy };
}

[JsonConverter(typeof(CamelCaseEnumConverter<FindingLevel>))]
public enum FindingLevel
{
    Failure,
    Warning,
    Well,
}

public sealed record HostHelpLetterRequest;

public sealed record HostHelpLetterResponse
{
    public required string Subject { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }
}

public sealed record HostPrivacyRequest;

public sealed record HostPrivacyResponse
{
    /// <summary>Markdown. Each promise ends with <c>(held by: Class.Method)</c>, the test that holds it.</summary>
    public required string Markdown { get; init; }
}

public sealed record HostReleaseRequest;

public sealed record HostReleaseResponse
{
    /// <summary>Why it was held back.</summary>
    public required string Reason { get; init; }

    /// <summary>How many messages still wait for a person's word.</summary>
    public required int Waiting { get; init; }
}

public sealed record HostStopRequest;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HostStatusRequest))]
[JsonSerializable(typeof(HostStatus))]
[JsonSerializable(typeof(HostSetupRequest))]
[JsonSerializable(typeof(HostSetupResponse))]
[JsonSerializable(typeof(DoctorRequest))]
[JsonSerializable(typeof(DoctorResponse))]
[JsonSerializable(typeof(HostHelpLetterRequest))]
[JsonSerializable(typeof(HostHelpLetterResponse))]
[JsonSerializable(typeof(HostPrivacyRequest))]
[JsonSerializable(typeof(HostPrivacyResponse))]
[JsonSerializable(typeof(HostReleaseRequest))]
[JsonSerializable(typeof(HostReleaseResponse))]
[JsonSerializable(typeof(HostStopRequest))]
[JsonSerializable(typeof(Done))]
public sealed partial class HostJson : JsonSerializerContext;
