namespace Assistant.Host.Storage.Sealing;

/// <summary>
/// Sealed files by content: the same bytes of one subject are kept once. A blob lives while a record holds it; one that nobody holds is
/// swept after a day. Files appear and go only while the database's one writer is at it, so a record never holds a file that is going.
/// </summary>
internal sealed class BlobStore(Database database, SubjectKeys keys, string folder, TimeProvider time)
{
    /// <summary>Time for a client to hand its blob to a record.</summary>
    public static readonly TimeSpan UnheldLife = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly List<string> _postponed = [];
    private int _keeping;

    /// <summary>Begins a blob of the subject.</summary>
    public BlobWriter Create(string subject)
    {
        DurableFile.CreateFolder(folder);
        var key = database.Read(connection => keys.Find(connection, subject)) ?? database.Write(transaction => keys.Obtain(transaction, subject));
        return new BlobWriter(this, subject, key, Path.Combine(folder, $"{Guid.NewGuid():N}{DurableFile.TemporarySuffix}"));
    }

    /// <summary>Keeps bytes; their address.</summary>
    public string Put(string subject, ReadOnlySpan<byte> bytes)
    {
        using var writer = Create(subject);
        writer.Write(bytes);
        return writer.Complete();
    }

    /// <summary>A stream over the blob; null when there is none of that address, or its subject was erased.</summary>
    /// <exception cref="StorageException">Its file is missing or has another size; reading throws where it was changed.</exception>
    public Stream? Open(string address)
    {
        var found = database.Read(connection => connection.First(
            "SELECT subject, salt, size FROM blob WHERE address = @address",
            row => (Key: keys.Find(connection, row.Text(0)), Salt: row.Bytes(1), Size: row.Long(2)),
            ("@address", address)));
        if (found.Key is null)
            return null;
        FileStream file;
        try
        {
            file = new FileStream(PathOf(address), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Box.Damaged(error);
        }

        if (file.Length != BlobCipher.FileSize(found.Size))
        {
            file.Dispose();
            throw Box.Damaged(null);
        }

        return new BlobReadStream(file, new BlobCipher(found.Key, found.Salt), found.Size);
    }

    /// <summary>All bytes of a blob, for small ones; null as with <see cref="Open"/>.</summary>
    public byte[]? Get(string address)
    {
        using var stream = Open(address);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A record (<c>draft:ID</c>) takes hold of a blob; false when there is no such blob (any more).</summary>
    public static bool Hold(WriteTransaction transaction, string address, string holder)
    {
        if (!transaction.Exists("SELECT 1 FROM blob WHERE address = @address", ("@address", address)))
            return false;
        transaction.Execute("INSERT INTO blob_holder(address, holder) VALUES(@address, @holder) ON CONFLICT DO NOTHING", ("@address", address), ("@holder", holder));
        return true;
    }

    /// <summary>A record lets go of all it holds; what nobody holds any more is deleted.</summary>
    public void Release(WriteTransaction transaction, string holder)
    {
        var held = transaction.Query("DELETE FROM blob_holder WHERE holder = @holder RETURNING address", static row => row.Text(0), ("@holder", holder));
        foreach (var address in held)
        {
            if (!transaction.Exists("SELECT 1 FROM blob_holder WHERE address = @address", ("@address", address)))
                Remove(transaction, address);
        }
    }

    /// <summary>Deletes every blob of a subject, whoever holds it; how many.</summary>
    public int Erase(WriteTransaction transaction, string subject)
    {
        var erased = transaction.Query("SELECT address FROM blob WHERE subject = @subject", static row => row.Text(0), ("@subject", subject));
        foreach (var address in erased)
        {
            transaction.Execute("DELETE FROM blob_holder WHERE address = @address", ("@address", address));
            Remove(transaction, address);
        }

        return erased.Count;
    }

    /// <summary>Deletes what a crash left: half-written files, files without a row, and rows that nobody held for a day. For a start, before anything is written.</summary>
    public void Sweep() => database.Write(transaction =>
    {
        var before = time.GetUtcNow() - UnheldLife;
        foreach (var address in transaction.Query(
            "SELECT address FROM blob WHERE created < @before AND NOT EXISTS (SELECT 1 FROM blob_holder h WHERE h.address = blob.address)",
            static row => row.Text(0), ("@before", before)))
        {
            Remove(transaction, address);
        }

        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith(DurableFile.TemporarySuffix, StringComparison.Ordinal)
                || !transaction.Exists("SELECT 1 FROM blob WHERE address = @address", ("@address", Path.GetFileName(path))))
            {
                File.Delete(path);
            }
        }
    });

    /// <summary>Until it is disposed, the file of a blob that is deleted stays, so that who copies the database finds every file it names.</summary>
    public IDisposable KeepFiles()
    {
        lock (_gate)
            _keeping++;
        return new Keeping(this);
    }

    internal void Place(BlobWriter writer, string address) => database.Write(transaction =>
    {
        var path = PathOf(address);
        var inserted = transaction.Execute(
            "INSERT INTO blob(address, subject, salt, size, created) VALUES(@address, @subject, @salt, @size, @now) ON CONFLICT DO NOTHING",
            ("@address", address), ("@subject", writer.Subject), ("@salt", writer.Salt), ("@size", writer.Size), ("@now", time.GetUtcNow()));
        if (inserted == 0)
        {
            File.Delete(writer.TemporaryPath);
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        DurableFile.CreateFolder(parent);
        File.Move(writer.TemporaryPath, path, overwrite: true);
        DurableFile.SyncFolder(parent);
        DurableFile.SyncFolder(folder);
    });

    private void Remove(WriteTransaction transaction, string address)
    {
        transaction.Execute("DELETE FROM blob WHERE address = @address", ("@address", address));
        transaction.OnCommitted(() =>
        {
            lock (_gate)
            {
                if (_keeping > 0)
                    _postponed.Add(address);
                else
                    Delete(PathOf(address));
            }
        });
    }

    // The same bytes may have been put again meanwhile, and then the file is theirs.
    private void EndKeeping() => database.Write(transaction =>
    {
        lock (_gate)
        {
            if (--_keeping > 0)
                return;
            foreach (var address in _postponed.Where(address => !transaction.Exists("SELECT 1 FROM blob WHERE address = @address", ("@address", address))))
                Delete(PathOf(address));
            _postponed.Clear();
        }
    });

    // The row is gone for good by now; a file that stays is swept at the next start.
    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Two letters of fan-out keep a folder listing short with a hundred thousand blobs.
    private string PathOf(string address) => Path.Combine(folder, address[..2], address);

    private sealed class Keeping(BlobStore store) : IDisposable
    {
        public void Dispose() => store.EndKeeping();
    }
}
