namespace Assistant.Host.Cli.Machine;

/// <summary>Opens a page in the browser that this user has chosen.</summary>
internal sealed class BrowserStart(MachineProfile machine, IPrograms programs)
{
    /// <summary>False where there is nothing to show a page with, or it failed; the caller then prints the address.</summary>
    /// <param name="url">An address of our own.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<bool> OpenAsync(string url, string folder, CancellationToken cancel)
    {
        switch (machine.Kind)
        {
            // Command lines are hidden from other users of Windows.
            case MachineKind.Windows:
                return await programs.StartAsync("rundll32.exe", ["url.dll,FileProtocolHandler", url], cancel);
            // `open` hands the address over as an event, and is gone in a moment.
            case MachineKind.MacOS:
                return await programs.StartAsync("/usr/bin/open", [url], cancel);
            default:
                if (!machine.HasDisplay || programs.Find("xdg-open") is not { } open)
                    return false;
                var browser = programs.Find("xdg-settings") is { } settings ? await programs.RunAsync(settings, ["get", "default-web-browser"], cancel) : null;
                return await programs.StartAsync(open, [PrivatePage.Write(url, folder, machine, browser?.Out ?? "")], cancel);
        }
    }
}
