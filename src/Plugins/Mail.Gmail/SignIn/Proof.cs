using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>The secrets of one sign-in: none outlives it, and none is written anywhere.</summary>
internal sealed class Proof
{
    // 256 bits each; RFC 7636 asks for 43 characters at least.
    private const int Bytes = 32;

    /// <summary>Ties the answer in the browser to this sign-in.</summary>
    public string State { get; } = Random();

    /// <summary>Ties the identity token to it.</summary>
    public string Nonce { get; } = Random();

    /// <summary>Ties the code to it: only who has this can use the code (RFC 7636).</summary>
    public string Verifier { get; } = Random();

    /// <summary>By S256, always: a server that asks for less gets nothing.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
