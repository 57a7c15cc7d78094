using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

// Rules of every contract in this folder:
// 1. One sealed request and one sealed response record per method.
// 2. A member is `required`, or nullable, or has a stated default. Unknown fields are ignored; adding a field is never a break.
//    A member with a default is settable: generated JSON code writes null or zero over the default of an absent init-only one.
// 3. Times are UTC; ids are opaque strings; enums travel as camelCase strings.
// 4. A list takes `limit` and an opaque `cursor`, and answers `next` while there is more.
// 5. A change names the revision it was made against; a stale one is a conflict, never an overwrite.

/// <summary>An answer that says only that the work is done.</summary>
public sealed record Done;

/// <summary>How many items a list answers when the request does not say.</summary>
public static class Paging
{
    /// <summary>One screen of a client.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Keeps one answer well under the frame limit.</summary>
    public const int MaxLimit = 1000;
}

/// <summary>What a plugin, an account or the host wants from the user before it can work. Every client can draw the same form from it.</summary>
public sealed record SetupNeed
{
    /// <summary>A stable code, for example <c>account.reconnect</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What is missing, for a person.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, for a person; for a shell user, the command.</summary>
    public required string Remedy { get; init; }

    /// <summary>JSON Schema of the values to ask for; absent where nothing is to be filled in.</summary>
    public JsonElement? Form { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteString("remedy"u8, Remedy);
        if (Form is { } form)
        {
            json.WritePropertyName("form"u8);
            form.WriteTo(json);
        }

        json.WriteEndObject();
    }
}

/// <summary>The header, DSN field or provider record that a statement rests on.</summary>
public sealed record Evidence
{
    public required EvidenceSource Source { get; init; }

    /// <summary>The header's or field's name, or what the provider calls its record.</summary>
    public required string Name { get; init; }

    /// <summary>Its value, shortened to what decided.</summary>
    public required string Value { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<EvidenceSource>))]
public enum EvidenceSource
{
    /// <summary>A header of the incoming message.</summary>
    Header,

    /// <summary>A field of a delivery or disposition report.</summary>
    ReportField,

    /// <summary>A line of the body; read only where the user granted it.</summary>
    Body,

    /// <summary>A record the provider or local system keeps.</summary>
    Provider,

    /// <summary>What a person said.</summary>
    Person,
}

/// <summary>What a draft, a proposal or a follow-up is about.</summary>
/// <param name="Kind"><c>contact</c>, <c>outbox</c>, <c>draft</c>, or a plugin's own kind (<c>application</c>).</param>
/// <param name="Id">The record's id.</param>
public sealed record RecordRef(string Kind, string Id);

/// <summary>Who may see a record besides its owner.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Visibility>))]
public enum Visibility
{
    /// <summary>The owner only; what every record starts as.</summary>
    Private,

    /// <summary>Everyone who belongs to the record's space.</summary>
    Space,
}

/// <summary>Bytes, in the message where they are few, else by the handle of a blob.</summary>
public sealed record Content
{
    /// <summary>More than this travels as a blob handle.</summary>
    public const int InlineLimit = 256 * 1024;

    /// <summary>The bytes, base64 on the wire; null where <see cref="Blob"/> is given.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>A handle for <see cref="IBlobs.ReadAsync"/>; null where <see cref="Bytes"/> is given.</summary>
    public string? Blob { get; init; }

    /// <summary>How many bytes there are in all.</summary>
    public required long Size { get; init; }
}
