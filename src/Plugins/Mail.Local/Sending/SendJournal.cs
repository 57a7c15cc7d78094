using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Plugins.MailLocal.Files;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.MailLocal.Sending;

/// <summary>
/// What was done with the command, one durable line before it starts and one after it ended. Because the first line is on the disk before the
/// program exists, a message without a line was provably never given to it.
/// </summary>
internal sealed class SendJournal(string path)
{
    private readonly Lock _gate = new();

    /// <summary>Begins the journal where there is none: absence proves something only from then on.</summary>
    public void Begin(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (File.Exists(path))
                Durable.DropTornTail(path);
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
                Append(new SendRecord { Step = SendStep.Began, Time = now });
        }
    }

    public void Write(SendRecord record)
    {
        lock (_gate)
            Append(record);
    }

    /// <summary>When the journal began, and what it says of a message, oldest first.</summary>
    public (DateTimeOffset? Began, IReadOnlyList<SendRecord> Records) Read(string outboxId)
    {
        lock (_gate)
        {
            if (!File.Exists(path))
                return (null, []);
            Durable.DropTornTail(path);
            DateTimeOffset? began = null;
            var records = new List<SendRecord>();
            foreach (var line in File.ReadLines(path))
            {
                var record = JsonSerializer.Deserialize(line, SendJson.Default.SendRecord)!;
                began ??= record.Step == SendStep.Began ? record.Time : null;
                if (record.OutboxId == outboxId)
                    records.Add(record);
            }

            return (began, records);
        }
    }

    private void Append(SendRecord record)
    {
        Durable.DropTornTail(path);
        Durable.Append(path, [.. JsonSerializer.SerializeToUtf8Bytes(record, SendJson.Default.SendRecord), (byte)'\n']);
    }
}

internal sealed record SendRecord
{
    public required SendStep Step { get; init; }
    public required DateTimeOffset Time { get; init; }
    public string? OutboxId { get; init; }
    public int? ExitCode { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<SendStep>))]
internal enum SendStep
{
    Began,
    Started,
    Accepted,
    Refused,
    Unknown,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SendRecord))]
internal sealed partial class SendJson : JsonSerializerContext;
