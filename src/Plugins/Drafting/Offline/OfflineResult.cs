using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Offline;

internal sealed record OfflineResult(string? Subject, IReadOnlyList<WrittenPart> Parts, string Prompt, IReadOnlyList<string> Notices);
