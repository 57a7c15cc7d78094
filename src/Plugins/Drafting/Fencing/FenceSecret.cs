using System.Security.Cryptography;

namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>The secret that markers are made with: 32 random bytes in a file of the plugin's, made at the first use. It guards nothing that is stored.</summary>
internal static class FenceSecret
{
    private const int Length = 32;

    public static byte[] Open(string folder)
    {
        var path = Path.Combine(folder, "fence.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: Length } known)
            return known;
        var secret = RandomNumberGenerator.GetBytes(Length);
        OwnFile.Write(path, secret);
        return secret;
    }
}
