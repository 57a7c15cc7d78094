using System.Text.Json;

namespace Assistant.Protocol.JsonRpc;

/// <summary>The <c>data</c> member of an error. Which record it is follows from the error's code, so none carries a type name.</summary>
public abstract record RpcErrorData;

/// <summary>Of <see cref="RpcErrorCode.InternalError"/>.</summary>
public sealed record RpcInternalData : RpcErrorData
{
    /// <summary>What to look for in the answering side's log.</summary>
    public required string CorrelationId { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.NotAuthorised"/>.</summary>
public sealed record RpcNotAuthorisedData : RpcErrorData
{
    /// <summary>The scope that was missing, where a scope was the reason.</summary>
    public string? Requires { get; init; }

    /// <summary>How the caller can get it, in words for a person.</summary>
    public string? Remedy { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.NeedsSetup"/>.</summary>
public sealed record RpcNeedsSetupData : RpcErrorData
{
    /// <summary>The plugin or account that waits, as <c>plugin:ID</c> or <c>account:ID</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What it wants, in words for a person.</summary>
    public required string Remedy { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.NotFound"/>.</summary>
public sealed record RpcNotFoundData : RpcErrorData
{
    /// <summary>What kind of record was asked for, in the words of the protocol: <c>draft</c>, <c>contact</c>.</summary>
    public required string Kind { get; init; }

    public required string Id { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.Conflict"/>.</summary>
public sealed record RpcConflictData : RpcErrorData
{
    /// <summary>The revision the caller had read.</summary>
    public required long Expected { get; init; }

    /// <summary>The revision that is stored.</summary>
    public required long Actual { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.Invalid"/> and <see cref="RpcErrorCode.InvalidParams"/>.</summary>
public sealed record RpcInvalidData : RpcErrorData
{
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

/// <summary>One thing that is wrong, where, and what to do about it.</summary>
public sealed record RpcProblem
{
    /// <summary>A JSON path from the parameters on, as in <c>$.to[0].address</c>; of a file <c>contacts.csv:12</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Problem { get; init; }

    /// <summary>What would be right, where that can be said.</summary>
    public string? Remedy { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.ProviderUnavailable"/>.</summary>
public sealed record RpcUnavailableData : RpcErrorData
{
    /// <summary>The time before which asking again is useless, where the provider said so.</summary>
    public DateTimeOffset? RetryAfter { get; init; }
}

/// <summary>Of <see cref="RpcErrorCode.Limit"/>.</summary>
public sealed record RpcLimitData : RpcErrorData
{
    /// <summary>The limit's name, as in <c>frameBytes</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>The most that is taken.</summary>
    public required long Maximum { get; init; }
}

/// <summary>Data of a code this side does not know, or of another shape than expected, kept as it came so that it can be passed on.</summary>
public sealed record RpcOtherData(JsonElement Value) : RpcErrorData;
