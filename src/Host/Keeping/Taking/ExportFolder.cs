using System.Security.Cryptography;
using Assistant.Host.Storage;

namespace Assistant.Host.Keeping.Taking;

/// <summary>An export while it is written: every file private to its user, with its check sum taken on the way. Disposed before <see cref="Keep"/>, it leaves nothing.</summary>
internal sealed class ExportFolder : IDisposable
{
    private bool _kept;

    public ExportFolder(string path)
    {
        FullPath = path;
        DurableFile.CreateFolder(path);
    }

    public string FullPath { get; }

    /// <summary>In the order they were written.</summary>
    public List<ExportedFile> Files { get; } = [];

    /// <summary>Writes one file.</summary>
    public void Write(string name, Action<Stream> content)
    {
        var path = Path.Combine(FullPath, name);
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = DurableFile.CreateNew(path);
        using (var both = new CryptoStream(file, new HashTransform(hash), CryptoStreamMode.Write, leaveOpen: true))
        using (var buffered = new BufferedStream(both, 64 * 1024))
            content(buffered);
        Files.Add(new ExportedFile(name, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    public void Keep() => _kept = true;

    public void Dispose()
    {
        if (!_kept && Directory.Exists(FullPath))
            Directory.Delete(FullPath, recursive: true);
    }

    // Lets bytes through as they are, and counts them in.
    private sealed class HashTransform(IncrementalHash hash) : ICryptoTransform
    {
        public bool CanReuseTransform => true;

        public bool CanTransformMultipleBlocks => true;

        public int InputBlockSize => 1;

        public int OutputBlockSize => 1;

        public int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)
        {
            hash.AppendData(inputBuffer, inputOffset, inputCount);
            Buffer.BlockCopy(inputBuffer, inputOffset, outputBuffer, outputOffset, inputCount);
            return inputCount;
        }

        public byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)
        {
            hash.AppendData(inputBuffer, inputOffset, inputCount);
            return inputBuffer.AsSpan(inputOffset, inputCount).ToArray();
        }

        public void Dispose()
        {
        }
    }
}
