using System.Diagnostics;
using Assistant.EndToEnd.Doors;
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

        var story = await cli.RunProgramAsync("env", SearchPath(cli), "setsid", "--wait", RealCli.Program, "demo", "--yes");

        Assert.True(story.Code == 0, story.ToString());
        var text = await UntilAsync(Shown(cli), "Your letter to Chloé Martin came back.");
        Assert.Contains("Ana Ruiz answered.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Re:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5.1.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proposal_OfAClient_IsShownByTheContactsNameWithoutItsWords()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        using var host = cli.Start("env", [SearchPath(cli), RealCli.Program, "serve", "--stdio", "--data", cli.Main]);
        await using var client = new LineClient(host.StandardOutput.BaseStream, host.StandardInput.BaseStream);
        var contact = (await client.ResultAsync("contacts/create", """{"name":"Ana Ruiz","addresses":["ana@norte.example"]}""")).GetProperty("id");
        // What comes before the host has begun is no news to it.
        await UntilAsync(Path.Combine(cli.Main, "logs", "host.log"), " serves ");

        await client.ResultAsync("proposals/make", $$$"""{"kind":"followUp.set","about":{"kind":"contact","id":"{{{contact}}}"},"title":"Ask for the secret answer","quotedLine":"In spring, perhaps.","values":{"due":"2030-03-01","reason":"She said so."}}""");

        var text = await UntilAsync(Shown(cli), "waits for you.\n");
        Assert.Equal("A proposal about Ana Ruiz waits for you.", text.TrimEnd('\n').Split('\n')[^1]);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("spring", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
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

    private static string Shown(RealCli cli) => cli.PathTo("shown");

    // With a tool on it that writes down what it is to show.
    private static string SearchPath(RealCli cli)
    {
        var tools = Directory.CreateDirectory(cli.PathTo("tools")).FullName;
        var tool = cli.WriteFile(Path.Combine("tools", "notify-send"), $"#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{Shown(cli)}'\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return $"PATH={tools}:{Environment.GetEnvironmentVariable("PATH")}";
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
