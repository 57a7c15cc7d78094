using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Tests.Extensions;

public sealed class RecordNewsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<string> _told = [];
    private readonly RecordNews _news;
    private readonly PluginManifest _plugin = ManifestReader.Read(Path.Combine(Artifacts.OwnPlugins, "applications"), PluginOrigin.Own, ExtensionDesk.HostVersion).Manifest!;

    public RecordNewsTests() => _news = new RecordNews((name, ids) => _told.Add($"{name} {string.Join(',', ids)}"), _time, NullLogger.Instance);

    public void Dispose() => _news.Dispose();

    [Fact]
    public void Tell_AFlockOfChanges_TellsTheFirstAtOnceAndTheOthersAsOne()
    {
        _news.Tell(_plugin, "application", ["a"]);
        _time.Advance(TimeSpan.Zero);
        Assert.Equal(["application.changed a"], _told);

        _news.Tell(_plugin, "application", ["b"]);
        _news.Tell(_plugin, "application", ["c"]);
        _news.Tell(_plugin, "application", ["b"]);
        _time.Advance(RecordNews.Gather / 2);
        Assert.Single(_told);
        _time.Advance(RecordNews.Gather);

        Assert.Equal(["application.changed a", "application.changed b,c"], _told);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void Tell_Thousands_AreAChangeOfTheWholeList()
    {
        for (var i = 0; i < 5_000; i++)
            _news.Tell(_plugin, "application", [$"a{i}"]);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["application.changed "], _told);
    }

    [Fact]
    public void Tell_AnotherOnesKind_IsNotTold()
    {
        _news.Tell(_plugin, "draft", ["a"]);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(_told);
    }
}
