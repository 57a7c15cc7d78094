using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assistant.Host.Storage.Audit;

/// <summary>Who did what to which record, and what came of it. Ids, kinds and outcomes only: no name, address or content.</summary>
/// <param name="Person">The person's id; <c>host</c> where the host acts by itself.</param>
/// <param name="Client">The client key's id, or the door.</param>
/// <param name="Action">For example <c>outbox.approve</c>.</param>
/// <param name="Kind">The record's kind (<c>draft</c>); empty where there is none.</param>
/// <param name="Subject">The record's id; empty where there is none.</param>
/// <param name="Outcome">For example <c>done</c>, <c>refused: scope approve</c>.</param>
internal sealed record AuditRecord(string Person, string Client, string Action, string Kind, string Subject, string Outcome)
{
    /// <summary>What the first record of a chain has before it.</summary>
    public static readonly byte[] Genesis = new byte[SHA256.HashSizeInBytes];

    /// <summary>SHA-256 over the hash before it and this record, each field with its length, so that no two records read alike.</summary>
    public byte[] Hash(ReadOnlySpan<byte> previous, long seq, DateTimeOffset time)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        hash.AppendData("assistant audit 1\n"u8);
        hash.AppendData(previous);
        BinaryPrimitives.WriteInt64LittleEndian(number, seq);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, time.ToUnixTimeMilliseconds());
        hash.AppendData(number);
        foreach (var field in (ReadOnlySpan<string>)[Person, Client, Action, Kind, Subject, Outcome])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt64LittleEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}

/// <summary>A record as it stands in the chain.</summary>
internal sealed record AuditRow(long Seq, DateTimeOffset Time, AuditRecord Record, byte[] Hash);
