using Assistant.Plugins.Drafting.Fencing;
using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Offline;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Plugins.Drafting.Voices;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// The writer with what it needs: prompts, voice and fence. In the plugin's folder: <c>prompts</c> (the user's own), <c>style-card.md</c> and
/// <c>fence.key</c>.
/// </summary>
internal sealed class WritersRoom
{
    private readonly string _folder;
    private readonly TimeProvider _time;

    public WritersRoom(string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Prompts = new PromptBook(Path.Combine(ShippedFiles.Folder, "Prompts"), Path.Combine(folder, "prompts"));
        Style = new StyleBook(Path.Combine(folder, "style-card.md"));
    }

    public PromptBook Prompts { get; }

    public StyleBook Style { get; }

    public ModelWriter Writer(IModelDesk desk) => new(
        desk,
        new PayloadBuilder(Prompts, Style, FenceSecret.Open(_folder)),
        new OfflineWriter(Path.Combine(ShippedFiles.Folder, "Templates"), new OfflineComposer(), _time),
        StockPhrases.Read(File.ReadLines(Path.Combine(ShippedFiles.Folder, "Voices", "stock-phrases.txt"))),
        _time);
}
