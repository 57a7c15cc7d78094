using System.Diagnostics;

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
