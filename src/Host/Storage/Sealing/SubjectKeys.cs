using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Storage.Sealing;

/// <summary>
/// One data key per subject (<c>contact:ID</c>, <c>application:ID</c>, <c>space:ID</c>), wrapped by the master key.
/// Destroying a subject's key erases all that was sealed under it, in every file; a copy made before is erased when it is replayed there.
/// Keys are read anew each time and not kept, so that a destroyed one is gone at once.
/// </summary>
/// <param name="master">The master key, of which the fingerprint is given where one wrapped something before.</param>
/// <param name="time">The clock.</param>
internal sealed class SubjectKeys(Func<string?, byte[]> master, TimeProvider time)
{
    private const int KeySize = 32;

    public SubjectKeys(SecretStore secrets, TimeProvider time)
        : this(secrets.MasterKey, time)
    {
    }

    /// <summary>The subject's key; null when it has none, or it was destroyed.</summary>
    public byte[]? Find(ReadConnection connection, string subject)
    {
        var wrapped = connection.First("SELECT wrapped FROM subject_key WHERE subject = @subject", static row => row.BytesOrNull(0), ("@subject", subject));
        return wrapped is null ? null : Box.Open(Master(connection), wrapped, Place(subject));
    }

    /// <summary>The subject's key, made now when it has none.</summary>
    /// <exception cref="InvalidOperationException">The subject was erased: nothing may be kept about it any more.</exception>
    public byte[] Obtain(WriteTransaction transaction, string subject)
    {
        if (Find(transaction, subject) is { } known)
            return known;
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var inserted = transaction.Execute(
            "INSERT INTO subject_key(subject, wrapped, created) VALUES(@subject, @wrapped, @now) ON CONFLICT DO NOTHING",
            ("@subject", subject), ("@wrapped", Box.Seal(MasterForWriting(transaction), key, Place(subject))), ("@now", time.GetUtcNow()));
        return inserted == 1 ? key : throw new InvalidOperationException($"{subject} was erased.");
    }

    /// <summary>Erases all that was sealed for the subject. The row stays as the record of it.</summary>
    public void Destroy(WriteTransaction transaction, string subject)
    {
        transaction.Execute(
            "INSERT INTO subject_key(subject, wrapped, created, destroyed) VALUES(@subject, NULL, @now, @now) ON CONFLICT(subject) DO UPDATE SET wrapped = NULL, destroyed = @now",
            ("@subject", subject), ("@now", time.GetUtcNow()));
        transaction.LeaveNoTrace();
    }

    /// <summary>Every subject that was erased, for replaying on a restored file.</summary>
    public static List<string> Destroyed(ReadConnection connection) =>
        connection.Query("SELECT subject FROM subject_key WHERE destroyed IS NOT NULL ORDER BY subject", static row => row.Text(0));

    /// <summary>Every subject whose key is still there.</summary>
    public static List<string> Live(ReadConnection connection) =>
        connection.Query("SELECT subject FROM subject_key WHERE destroyed IS NULL ORDER BY subject", static row => row.Text(0));

    private static byte[] Place(string subject) => Encoding.UTF8.GetBytes("subject-key\n" + subject);

    /// <summary>Which master key wrapped what is stored; null where nothing was wrapped yet.</summary>
    public static string? Fingerprint(ReadConnection connection) => connection.Text("SELECT fingerprint FROM master_key");

    private byte[] Master(ReadConnection connection) => master(Fingerprint(connection));

    // The first wrapped key is written together with which key wrapped it.
    private byte[] MasterForWriting(WriteTransaction transaction)
    {
        var expected = Fingerprint(transaction);
        var key = master(expected);
        if (expected is null)
            transaction.Execute("INSERT INTO master_key(one, fingerprint) VALUES(1, @fingerprint)", ("@fingerprint", SecretStore.Fingerprint(key)));
        return key;
    }
}
