using System.Text.Json;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <param name="About">The record to change.</param>
/// <param name="Values">The kind's own values.</param>
internal sealed record ProposedChange(RecordRef About, JsonElement Values)
{
    /// <summary>A text value; null where it is missing or no text.</summary>
    public string? Text(string name) =>
        Values.ValueKind == JsonValueKind.Object && Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
