using System.Security;
using System.Text;
using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>A task of the Task Scheduler, on Windows.</summary>
/// <param name="programs">Runs <c>schtasks</c>.</param>
/// <param name="user">Whose login starts it.</param>
/// <param name="folder">Where its description lies.</param>
internal sealed class ScheduledTask(IPrograms programs, string user, string folder) : ILoginStart
{
    private const string Schtasks = "schtasks.exe";

    private string Name => $"Assistant ({user})";

    private string DescriptionPath => Path.Combine(folder, "login-task.xml");

    public string Kind => "task of the Task Scheduler";

    public string Where => Name;

    public bool Exists => File.Exists(DescriptionPath);

    public async ValueTask InstallAsync(HostStart start, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(DescriptionPath, Text(start), Encoding.Unicode, cancel);
        if (await programs.RunAsync(Schtasks, ["/Create", "/TN", Name, "/XML", DescriptionPath, "/F"], cancel) is { Succeeded: false } failed)
            throw new CliException(ExitCode.Failed, $"The Task Scheduler did not take the task: {failed.Reason}", "Ask who administers this machine whether users may make tasks.");
    }

    public async ValueTask<bool> StartAsync(CancellationToken cancel)
    {
        await programs.RunAsync(Schtasks, ["/End", "/TN", Name], cancel);
        return (await programs.RunAsync(Schtasks, ["/Run", "/TN", Name], cancel)).Succeeded;
    }

    public async ValueTask RemoveAsync(CancellationToken cancel)
    {
        await programs.RunAsync(Schtasks, ["/End", "/TN", Name], cancel);
        await programs.RunAsync(Schtasks, ["/Delete", "/TN", Name, "/F"], cancel);
        File.Delete(DescriptionPath);
    }

    // conhost keeps the console of a console program from showing; without the settings a task ends after three days, and on battery.
    private static string Text(HostStart start) => $"""
        <?xml version="1.0" encoding="UTF-16"?>
        <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
          <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
          <Settings>
            <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
            <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
            <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
            <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
            <RestartOnFailure><Interval>PT1M</Interval><Count>10</Count></RestartOnFailure>
          </Settings>
          <Actions>
            <Exec><Command>conhost.exe</Command><Arguments>{SecurityElement.Escape("--headless " + string.Join(' ', start.Command.Select(word => $"\"{word}\"")))}</Arguments></Exec>
          </Actions>
        </Task>
        """;
}
