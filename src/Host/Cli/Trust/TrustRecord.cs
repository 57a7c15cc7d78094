namespace Assistant.Host.Cli.Trust;

/// <summary>The fingerprints that were given to a store which cannot say whose they are, one a line, in the data folder.</summary>
internal sealed class TrustRecord(string path)
{
    public const string FileName = "trusted-authorities";

    public IReadOnlyList<string> Fingerprints => File.Exists(path) ? [.. File.ReadAllLines(path).Where(line => line.Length > 0)] : [];

    public void Add(string fingerprint) => File.WriteAllLines(path, Fingerprints.Append(fingerprint).Distinct());

    public void Remove(string fingerprint) => File.WriteAllLines(path, Fingerprints.Where(each => each != fingerprint));
}
