namespace Assistant.Plugins.Tests.MailLocal;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("assistant-mail-").FullName;

    public string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public string Program(string name, string script)
    {
        var path = PathTo(name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
