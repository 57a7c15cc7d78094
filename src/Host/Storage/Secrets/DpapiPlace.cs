using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Assistant.Host.Storage.Secrets;

/// <summary>Files that Windows encrypts for this user (DPAPI).</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class DpapiPlace(string folder) : SecretPlace
{
    // CRYPTPROTECT_UI_FORBIDDEN: a host without a desktop fails at once where Windows would ask.
    private const int NoPrompt = 1;
    private const string Remedy = "Sign in as the Windows user who set this up.";

    private readonly FileSecretPlace _files = new(folder);

    private delegate bool Transform(in DataBlob input, out DataBlob output);

    public override SecretPlaceKind Kind => SecretPlaceKind.Dpapi;

    public override string Description => $"files in {folder}, encrypted for this Windows user (DPAPI)";

    public override byte[]? Find(string name) => _files.Find(name) is { } kept ? Run(kept, Unprotect) : null;

    public override void Store(string name, ReadOnlySpan<byte> secret) => _files.Store(name, Run(secret, Protect));

    public override void StoreFirst(string name, ReadOnlySpan<byte> secret) => _files.StoreFirst(name, Run(secret, Protect));

    public override void Delete(string name) => _files.Delete(name);

    public override IReadOnlyList<string> Names(string beginning) => _files.Names(beginning);

    private static bool Protect(in DataBlob input, out DataBlob output) => CryptProtectData(input, null, 0, 0, 0, NoPrompt, out output);

    private static bool Unprotect(in DataBlob input, out DataBlob output) => CryptUnprotectData(input, 0, 0, 0, 0, NoPrompt, out output);

    private static unsafe byte[] Run(ReadOnlySpan<byte> bytes, Transform transform)
    {
        fixed (byte* start = bytes)
        {
            if (!transform(new DataBlob { Length = bytes.Length, Data = (nint)start }, out var output))
                throw new SecretPlaceException($"Windows refused to encrypt or decrypt a secret (error {Marshal.GetLastPInvokeError()}).", Remedy);
            try
            {
                return new ReadOnlySpan<byte>((void*)output.Data, output.Length).ToArray();
            }
            finally
            {
                new Span<byte>((void*)output.Data, output.Length).Clear();
                LocalFree(output.Data);
            }
        }
    }

    [LibraryImport("crypt32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptProtectData(in DataBlob input, string? description, nint entropy, nint reserved, nint prompt, int flags, out DataBlob output);

    [LibraryImport("crypt32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptUnprotectData(in DataBlob input, nint description, nint entropy, nint reserved, nint prompt, int flags, out DataBlob output);

    [LibraryImport("kernel32")]
    private static partial nint LocalFree(nint memory);

    [StructLayout(LayoutKind.Sequential)]
    private struct DataBlob
    {
        public int Length;
        public nint Data;
    }
}
