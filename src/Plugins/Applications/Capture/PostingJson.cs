using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assistant.Plugins.Applications.Capture;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PostingJson : JsonSerializerContext;
