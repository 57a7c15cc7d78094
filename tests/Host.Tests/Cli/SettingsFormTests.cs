using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Host.Cli.Commands;

namespace Assistant.Host.Tests.Cli;

public sealed class SettingsFormTests
{
    private static readonly JsonElement Form = JsonElement.Parse("""
        {"type":"object","required":["maildir"],"properties":{
          "maildir":{"type":"string","description":"The folder."},
          "port":{"type":"integer","default":25},
          "tls":{"type":"boolean","title":"Encrypt"},
          "arguments":{"type":"array","items":{"type":"string"}}}}
        """);

    [Fact]
    public void Fill_WithWords_GivesTheJsonThatTheFormAsksFor()
    {
        var filled = SettingsForm.Fill(Form, ["maildir=/home/me/Mail", "port=2525", "tls=true", "arguments=-C", "arguments=a=b"]);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"maildir":"/home/me/Mail","port":2525,"tls":true,"arguments":["-C","a=b"]}"""), filled));
    }

    [Fact]
    public void Fill_WithAPathBelowTheHome_GivesItInFull() =>
        Assert.Equal(
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Mail"),
            SettingsForm.Fill(Form, ["maildir=~/Mail"]).GetProperty("maildir").GetString());

    [Theory]
    [InlineData("frob=1", "no setting 'frob'")]
    [InlineData("maildir", "is no setting")]
    [InlineData("=x", "is no setting")]
    [InlineData("port=many", "is no integer")]
    [InlineData("tls=yes", "is no boolean")]
    public void Fill_WithWhatTheFormDoesNotTake_SaysWhat(string given, string message)
    {
        var problem = Assert.Throws<CliException>(() => SettingsForm.Fill(Form, [given]));

        Assert.Equal(ExitCode.Usage, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_OfAForm_NamesWhatIsRequiredAndTheDefaults() =>
        Assert.Equal(
            [("maildir", "The folder. Required."), ("port", "Default: 25."), ("tls", "Encrypt"), ("arguments", "")],
            SettingsForm.Describe(Form));
}
