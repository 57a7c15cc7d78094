using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>A proposal as it is stored.</summary>
internal sealed record ProposalRow(
    string Id, long Revision, string Kind, ProposalState State, ProposedChange Change, string Title,
    string Subject, byte[]? Sealed, string MadeBy, DateTimeOffset Made, string Basis, string? Undo)
{
    public static ProposalRow Read(Row row) => new(
        row.Text(0), row.Long(1), row.Text(2), StateOf(row.Text(3)),
        new ProposedChange(new RecordRef(row.Text(4), row.Text(5)), JsonElement.Parse(row.Text(9))), row.Text(6),
        row.Text(7), row.BytesOrNull(8), row.Text(10), row.Time(11), row.Text(12), row.TextOrNull(13));

    public static string Text(ProposalState state) => state switch
    {
        ProposalState.Open => "open",
        ProposalState.Accepted => "accepted",
        _ => "dismissed",
    };

    private static ProposalState StateOf(string text) => text switch
    {
        "open" => ProposalState.Open,
        "accepted" => ProposalState.Accepted,
        _ => ProposalState.Dismissed,
    };
}
