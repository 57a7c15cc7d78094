using System.ComponentModel;
using System.Diagnostics;
using System.Security;

namespace Assistant.Host.Mailroom.Notices;

/// <summary>The notices of this system, by the program that comes with it. A text is an argument or a variable, never part of a script.</summary>
internal sealed class SystemDesktop : IDesktop
{
    /// <summary>A notice is taken in milliseconds; one that is not is not worth waiting for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // PowerShell's own id: a program without one of its own may not show a toast.
    private const string WindowsScript = """
        $ErrorActionPreference = 'Stop'
        $null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
        $toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
        $lines = $toast.GetElementsByTagName('text')
        $null = $lines.Item(0).AppendChild($toast.CreateTextNode($env:ASSISTANT_NOTICE_TITLE))
        $null = $lines.Item(1).AppendChild($toast.CreateTextNode($env:ASSISTANT_NOTICE_TEXT))
        $app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe'
        [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show([Windows.UI.Notifications.ToastNotification]::new($toast))
        """;

    public async ValueTask<bool> ShowAsync(string title, string text, CancellationToken cancel)
    {
        var start = Command(title, text);
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                // Read, so that one that complains at length does not wait for us.
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                return false;
            }
        }
        catch (Win32Exception)
        {
            // It is not installed.
            return false;
        }
    }

    internal static ProcessStartInfo Command(string title, string text)
    {
        if (OperatingSystem.IsWindows())
        {
            var toast = new ProcessStartInfo("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", WindowsScript]);
            toast.Environment["ASSISTANT_NOTICE_TITLE"] = title;
            toast.Environment["ASSISTANT_NOTICE_TEXT"] = text;
            return toast;
        }

        if (OperatingSystem.IsMacOS())
            return new ProcessStartInfo("/usr/bin/osascript", ["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", "--", title, text]);
        // The text of a notice is markup (Desktop Notifications Specification), its title is not. Daemons know the entities of XML, and no numbers.
        return new ProcessStartInfo("notify-send", ["--app-name=Assistant", "--icon=mail-unread", "--category=email.arrived", "--", title, SecurityElement.Escape(text)]);
    }
}
