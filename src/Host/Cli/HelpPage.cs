using System.CommandLine;
using System.Text.Json;

namespace Assistant.Host.Cli;

/// <summary>The help of one command: what it is for, how it is written, what it takes, and examples that work.</summary>
internal sealed class HelpPage(CliCommand command, int width)
{
    private const int Indent = 2;

    // Where a name is longer its description starts on the next line.
    private const int WidestName = 26;

    public static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (var at = command; at.Parents.OfType<Command>().FirstOrDefault() is { } parent; at = parent)
            names.Push(at.Name);
        return string.Join(' ', names);
    }

    public void Write(TextWriter output)
    {
        var path = PathOf(command);
        var program = path.Length > 0 ? $"{CommandLine.Program} {path}" : CommandLine.Program;
        output.WriteLine(command.Description);
        Section(output, "USAGE");
        output.WriteLine($"  {program}{Usage()}");
        var commands = command.Subcommands.Where(child => !child.Hidden).ToList();
        if (commands.Count > 0)
            List(output, "COMMANDS", commands.Select(child => (child.Name, child.Description ?? "")));
        if (command.Arguments.Count > 0)
            List(output, "ARGUMENTS", command.Arguments.Select(argument => (argument.Name, Described(argument.Description, argument.HasDefaultValue ? argument.GetDefaultValue() : null))));
        List(output, "OPTIONS", AllOptions().Select(option => (NameOf(option), Described(option.Description, option.HasDefaultValue ? option.GetDefaultValue() : null))));
        Section(output, "EXAMPLES");
        foreach (var example in command.Examples)
            output.WriteLine($"  {CommandLine.Program} {example}");
        WriteExitCodes(output, whole: path.Length == 0);
    }

    private string Usage()
    {
        var parts = new List<string>();
        if (command.Subcommands.Count > 0)
            parts.Add(command.Handler is null ? "COMMAND" : "[COMMAND]");
        foreach (var argument in command.Arguments)
        {
            var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
            parts.Add(argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name);
        }

        parts.Add("[OPTIONS]");
        return " " + string.Join(' ', parts);
    }

    private IEnumerable<Option> AllOptions()
    {
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            foreach (var option in at.Options.Where(option => !option.Hidden && (at == command || option.Recursive)))
                yield return option;
        }
    }

    private static string NameOf(Option option)
    {
        var aliases = option.Aliases.Where(alias => alias != "-?").ToLookup(alias => alias.Length == 2);
        var name = string.Join(", ", [.. aliases[true], option.Name, .. aliases[false]]);
        return option.ValueType == typeof(bool) ? name : $"{name} {option.HelpName ?? "VALUE"}";
    }

    private static string Described(string? description, object? preset) => preset switch
    {
        null or false or "" or System.Collections.ICollection => description ?? "",
        // Typed as it is written to the wire.
        Enum value => $"{description} Default: {JsonNamingPolicy.CamelCase.ConvertName(value.ToString())}.",
        _ => $"{description} Default: {preset}.",
    };

    private void List(TextWriter output, string title, IEnumerable<(string Name, string Text)> entries)
    {
        Section(output, title);
        var list = entries.ToList();
        var column = Math.Min(WidestName, list.Max(entry => entry.Name.Length)) + Indent + 2;
        foreach (var (name, text) in list)
        {
            var lead = new string(' ', Indent) + name;
            foreach (var line in Wrapping.Lines(text, width - column))
            {
                if (lead.Length > column - 2)
                {
                    output.WriteLine(lead);
                    lead = "";
                }

                output.WriteLine(lead.PadRight(column) + line);
                lead = "";
            }
        }
    }

    private void WriteExitCodes(TextWriter output, bool whole)
    {
        Section(output, "EXIT CODES");
        var codes = "0 ok, 1 failed, 2 usage or refused input, 3 not found, 4 needs setup, 5 not authorised, 6 conflict, 7 partly done, 130 cancelled";
        foreach (var line in Wrapping.Lines(codes, width - Indent))
            output.WriteLine(new string(' ', Indent) + line);
        if (!whole)
            return;
        output.WriteLine();
        foreach (var line in Wrapping.Lines($"Every command has its own help: {CommandLine.Program} outbox approve --help. Ids can be shortened to their beginning or end.", width))
            output.WriteLine(line);
    }

    private static void Section(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }
}
