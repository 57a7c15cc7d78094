using System.Diagnostics;
using Assistant.Host.Cli.Machine;

namespace Assistant.EndToEnd.Cli;

/// <summary>The real host and a <c>notify-send</c> that writes down what it was given.</summary>
[Trait("Category", "Slow")]
public sealed class DesktopNoticeTests
{
    [Fact]
    public async Task Demo_WhatComesBack_IsShownByNameAndNothingElse()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        var shown = cli.PathTo("shown");
        var tools = Directory.CreateDirectory(cli.PathTo("tools")).FullName;
        var tool = cli.WriteFile(Path.Combine("tools", "notify-send"), $"#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{shown}'\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var story = await cli.RunProgramAsync("env", $"PATH={tools}:{Environment.GetEnvironmentVariable("PATH")}", "setsid", "--wait", RealCli.Program, "demo", "--yes");

        Assert.True(story.Code == 0, story.ToString());
        var text = await UntilAsync(shown, "Your letter to Chloé Martin came back.");
        Assert.Contains("Ana Ruiz answered.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Re:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5.1.1", text, StringComparison.Ordinal);
    }

    [DunstFact]
    public async Task Demo_OnADesktopWithARealDaemon_IsTakenByIt()
    {
        await using var cli = new RealCli();
        var session = cli.WriteFile("session.sh", $"""
            mkfifo number
            Xvfb -displayfd 4 -screen 0 640x480x24 4> number 2> /dev/null & server=$!
            export DISPLAY=:$(head -n 1 number)
            dunst > /dev/null 2>&1 & daemon=$!
            for try in $(seq 100); do dunstctl is-paused > /dev/null 2>&1 && break; sleep 0.1; done
            '{RealCli.Program}' demo --yes > demo.log 2>&1 || cat demo.log
            for try in $(seq 200); do [ "$(dunstctl count displayed)" -gt 0 ] && break; sleep 0.1; done
            dunstctl close-all
            dunstctl history
            kill $daemon $server
            """);

        var told = await cli.RunProgramAsync("dbus-run-session", "--", "bash", session);

        Assert.True(told.Code == 0, told.ToString());
        Assert.Contains("Ana Ruiz answered.", told.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("@", told.Out, StringComparison.Ordinal);
    }

    private static async Task<string> UntilAsync(string path, string expected)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var text = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
            if (text.Contains(expected, StringComparison.Ordinal))
                return text;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"Shown so far: {text}");
            await Task.Delay(50);
        }
    }
}

/// <summary>A test on a desktop of its own: a display without a screen, a session bus, and a notification daemon.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DunstFactAttribute : FactAttribute
{
    public DunstFactAttribute()
    {
        var programs = new SystemPrograms();
        if (!OperatingSystem.IsLinux() || ((string[])["dunst", "dunstctl", "notify-send", "Xvfb", "dbus-run-session"]).Any(name => programs.Find(name) is null))
            Skip = "needs a notification daemon (Debian: dunst, libnotify-bin, xvfb, dbus)";
    }
}
