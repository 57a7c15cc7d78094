using System.Globalization;
using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli.Demo;

/// <summary>Numbers the steps of the story and keeps them in two columns.</summary>
internal sealed class StoryTeller(Screen screen)
{
    private const int LabelWidth = 14;
    private int _step;

    public Screen Screen { get; } = screen;

    public void Step(string name, string text)
    {
        _step++;
        Screen.Item(string.Create(CultureInfo.InvariantCulture, $"{_step,2}  {name}"), LabelWidth, text);
    }

    public void Also(TextCell text) => Screen.Item("", LabelWidth, text);

    public void Quote(string text, int lines)
    {
        foreach (var line in text.TrimEnd().Split('\n').Take(lines))
            Screen.Block(line, LabelWidth, Tone.Dim);
    }
}
