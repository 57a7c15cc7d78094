using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

/// <summary>Told of each step of an import as it is made, with the rows read so far.</summary>
internal sealed class RowProgress(Action<int> report) : IProgress<ImportProgress>
{
    public void Report(ImportProgress value) => report(value.Rows);
}
