using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// The plugin's own database. Parameterised SQL only; <c>ATTACH</c>, <c>PRAGMA</c> and several statements in one text are refused.
/// The same in the host's process and in a plugin's own.
/// </summary>
[RpcService("store", typeof(StoreJson))]
public interface IPluginStore
{
    /// <summary>Applies the scripts not yet applied, in order, each in a transaction. An applied script that has changed is refused.</summary>
    ValueTask<StoreMigrateResponse> MigrateAsync(StoreMigrateRequest request, CancellationToken cancel);

    ValueTask<StoreQueryResponse> QueryAsync(StoreQueryRequest request, CancellationToken cancel);

    /// <summary>All statements in one transaction, or none. With a <c>key</c>, a batch that was already done answers the same and changes nothing.</summary>
    ValueTask<StoreExecuteResponse> ExecuteAsync(StoreExecuteRequest request, CancellationToken cancel);
}

/// <summary>One SQL value; all members absent is NULL.</summary>
public sealed record StoreValue
{
    public long? Number { get; init; }
    public double? Real { get; init; }
    public string? Text { get; init; }
    public byte[]? Bytes { get; init; }

    public static StoreValue Null { get; } = new();

    public static implicit operator StoreValue(long value) => new() { Number = value };

    public static implicit operator StoreValue(long? value) => new() { Number = value };

    public static implicit operator StoreValue(double value) => new() { Real = value };

    public static implicit operator StoreValue(string? value) => new() { Text = value };

    public static implicit operator StoreValue(byte[]? value) => new() { Bytes = value };
}

/// <param name="Sql">One statement with named parameters (<c>@id</c>).</param>
/// <param name="Parameters">By name, without the sign.</param>
public sealed record StoreStatement(string Sql, IReadOnlyDictionary<string, StoreValue> Parameters)
{
    /// <param name="sql">One statement.</param>
    /// <param name="values">Its parameters; one without a value is <see cref="StoreValue.Null"/>.</param>
    public static StoreStatement Of(string sql, params ReadOnlySpan<(string Name, StoreValue? Value)> values)
    {
        var parameters = new Dictionary<string, StoreValue>(values.Length, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            parameters[name] = value ?? StoreValue.Null;
        return new StoreStatement(sql, parameters);
    }
}

/// <param name="Name">For example <c>001_initial</c>; scripts run in the order of their names.</param>
/// <param name="Sql">May hold several statements.</param>
public sealed record StoreScript(string Name, string Sql);

public sealed record StoreMigrateRequest
{
    public required IReadOnlyList<StoreScript> Scripts { get; init; }
}

public sealed record StoreMigrateResponse
{
    public required int Applied { get; init; }
}

public sealed record StoreQueryRequest
{
    public required StoreStatement Statement { get; init; }

    /// <summary>More rows than this is an error, so that memory stays flat: page by a key.</summary>
    public int Limit { get; set; } = 1000;
}

public sealed record StoreQueryResponse
{
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<IReadOnlyList<StoreValue>> Rows { get; init; }
}

public sealed record StoreExecuteRequest
{
    public required IReadOnlyList<StoreStatement> Statements { get; init; }

    /// <summary>Unique for what must not happen twice.</summary>
    public string? Key { get; init; }
}

public sealed record StoreExecuteResponse
{
    /// <summary>Rows changed, per statement.</summary>
    public required IReadOnlyList<int> Changed { get; init; }

    /// <summary>True where the key was already done.</summary>
    public required bool Repeated { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoreMigrateRequest))]
[JsonSerializable(typeof(StoreMigrateResponse))]
[JsonSerializable(typeof(StoreQueryRequest))]
[JsonSerializable(typeof(StoreQueryResponse))]
[JsonSerializable(typeof(StoreExecuteRequest))]
[JsonSerializable(typeof(StoreExecuteResponse))]
public sealed partial class StoreJson : JsonSerializerContext;
