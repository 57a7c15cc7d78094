using System.Globalization;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>What one call of the host's costs.</summary>
internal sealed class Spending
{
    private int _units;

    public int Units => Volatile.Read(ref _units);

    /// <summary>For a person.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Units:N0} of {QuotaMeter.PerMinute:N0} quota units a minute");

    public void Add(int units) => Interlocked.Add(ref _units, units);
}
