using Spectre.Console;
using Spectre.Console.Rendering;

namespace Assistant.Host.Cli.Terminal;

/// <summary>A table with one rule under its headings and nothing else, so that rows can be cut by column and copied.</summary>
internal sealed class HeadingRule(bool unicode) : TableBorder
{
    public override string GetPart(TableBorderPart part) => part switch
    {
        TableBorderPart.HeaderBottom => unicode ? "\u2500" : "-",
        _ => "",
    };
}
