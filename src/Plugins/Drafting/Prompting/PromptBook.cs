using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Prompting;

/// <inheritdoc cref="IPromptBook"/>
/// <param name="shipped">The folder of those that came with the plugin.</param>
/// <param name="own">The folder of the user's own, which may not exist; they may be written and changed there by hand, and are read at every use.</param>
internal sealed class PromptBook(string shipped, string own) : IPromptBook
{
    // The first 32 bits of SHA-256: enough to tell versions of one person's prompts apart.
    private const int VersionLength = 8;

    public async ValueTask<IReadOnlyList<Prompt>> ListAsync(CancellationToken cancel)
    {
        var prompts = new List<Prompt>();
        foreach (var task in Enum.GetValues<WritingTask>())
            prompts.Add(await StatedAsync(PromptNames.Of(task), cancel));
        return prompts;
    }

    public async ValueTask<Prompt> SaveAsync(string id, string? text, CancellationToken cancel)
    {
        if (PromptNames.Find(id) is null)
            throw RpcException.NotFound("prompt", id);
        if (text is null)
        {
            if (File.Exists(Own(id)))
                File.Delete(Own(id));
            return await StatedAsync(id, cancel);
        }

        text = Normal(text);
        if (PromptReader.Read(id, text) is { Prompt: null } read)
            throw RpcException.Invalid(read.Problems);
        OwnFile.Write(Own(id), Encoding.UTF8.GetBytes(text));
        return await StatedAsync(id, cancel);
    }

    /// <summary>Errors: invalid with line and column, where the user's own was spoilt by hand.</summary>
    public async ValueTask<LoadedPrompt> LoadAsync(WritingTask task, CancellationToken cancel)
    {
        var stated = await StatedAsync(PromptNames.Of(task), cancel);
        return PromptReader.Read(stated.Id, stated.Text) is var (prompt, problems) && prompt is not null
            ? new LoadedPrompt(stated, prompt)
            : throw RpcException.Invalid(problems);
    }

    /// <summary>The digest that stands for a text.</summary>
    public static string Version(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..VersionLength];

    private async ValueTask<Prompt> StatedAsync(string id, CancellationToken cancel)
    {
        var isOwn = File.Exists(Own(id));
        var text = Normal(await File.ReadAllTextAsync(isOwn ? Own(id) : Path.Combine(shipped, id + ".md"), cancel));
        return new Prompt { Id = id, Version = Version(text), Text = text, IsOwn = isOwn };
    }

    private string Own(string id) => Path.Combine(own, id + ".md");

    // Line ends are no change of a prompt.
    private static string Normal(string text) => text.ReplaceLineEndings("\n");
}
