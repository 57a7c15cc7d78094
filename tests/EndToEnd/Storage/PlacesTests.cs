using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Storage;

/// <summary>Where the real host writes, with a home of its own.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-places-").FullName;

    [Fact]
    public async Task Host_AfterItsWork_LeftFilesInItsFolderAndItsStateAlone()
    {
        await using (var host = HostProgram.Start(_root))
        {
            await host.InitializeAsync(await host.SetUpAsync());
            await host.Accounts.ConnectAsync(new AccountConnectRequest { Provider = "mail.local", Address = "mira@here.example" }, null, default);
            var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ana@there.example"], Subject = "Question", Body = "May I ask?" }, default);
            await host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        }

        var outside = Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root, file)).Where(static file => !file.StartsWith("data" + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(outside);
        Assert.All(outside, file =>
        {
            Assert.StartsWith(Path.Combine("state", "assistant") + Path.DirectorySeparatorChar, file, StringComparison.Ordinal);
            Assert.Contains(Path.GetFileName(file), (string[])["audit-head", "device", "erasures"]);
            Assert.DoesNotContain("mira", File.ReadAllText(Path.Combine(_root, file)), StringComparison.OrdinalIgnoreCase);
        });
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
