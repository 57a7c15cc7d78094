using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>What one check of a mailbox costs at its provider, each page and each text that it asked for.</summary>
internal sealed class CheckCost
{
    private string? _told;
    private int _answers;

    /// <summary>Null where the provider counts in no such thing.</summary>
    public int? Units { get; private set; }

    /// <summary>The provider's own, where it answered once; it speaks of that one answer.</summary>
    public string? Words => Units is { } units && _answers > 1 ? string.Create(CultureInfo.InvariantCulture, $"{units:N0} quota units") : _told;

    public void Add(ChangesResponse changes)
    {
        _told = changes.Cost ?? _told;
        Add(changes.QuotaUnits);
    }

    public void Add(MessageResponse message) => Add(message.QuotaUnits);

    private void Add(int? units)
    {
        _answers++;
        if (units is { } more)
            Units = (Units ?? 0) + more;
    }
}
