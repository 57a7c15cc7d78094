using System.Text.Json.Serialization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Taking;

/// <summary><c>export.json</c>: what an export is, and every file in it with its check sum.</summary>
internal sealed record ExportHeader
{
    public const string FileName = "export.json";

    /// <summary>The newest form that this version writes and reads.</summary>
    public const int Newest = 1;

    public required int Format { get; init; }
    public required DateTimeOffset Made { get; init; }
    public required string HostVersion { get; init; }
    public RecordRef? About { get; init; }
    public required Dictionary<string, int> Records { get; init; }
    public required List<ExportedFile> Files { get; init; }
}

/// <param name="Name">Relative, with '/'.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record ExportedFile(string Name, long Size, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(ExportHeader))]
internal sealed partial class TakingJson : JsonSerializerContext;
