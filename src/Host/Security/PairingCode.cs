using System.Security.Cryptography;

namespace Assistant.Host.Security;

/// <summary>Codes that are read aloud, typed, or carried in an address. The alphabet has no vowels, so that no word appears, and nothing that looks like something else.</summary>
internal static class PairingCode
{
    private const string Alphabet = "BCDFGHJKMNPQRTVWXY3479";
    private const int GroupSize = 4;

    // What a person compares and types. It grants nothing by itself: a person who may approve has to say yes to it.
    private const int ShownSize = 8;

    // What lets its holder in: 133 bits, so that nobody guesses it whatever the number of attempts.
    private const int SecretSize = 30;

    // Longer than either with all its hyphens; what is longer is not looked at.
    private const int LongestGiven = 64;

    /// <summary>For example <c>KFPD-7QXM</c>.</summary>
    public static string Shown() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, ShownSize).Chunk(GroupSize).Select(static group => new string(group)));

    public static string Secret() => RandomNumberGenerator.GetString(Alphabet, SecretSize);

    /// <summary>As it is compared: without hyphens and blanks, in upper case; empty where it is no code at all.</summary>
    public static string Plain(string given) => given.Length > LongestGiven ? "" : string.Concat(given.Where(static c => c is not ('-' or ' '))).ToUpperInvariant();
}
