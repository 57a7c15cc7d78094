using Assistant.Host.Mailroom;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>Stands for a kill: nothing after it runs, and a transaction it is thrown in is rolled back.</summary>
internal sealed class SimulatedCrash(string at) : Exception(at)
{
    /// <summary>Crashes the first time this flow of control passes the place; null crashes nowhere.</summary>
    public static IDisposable At(string? place)
    {
        var struck = false;
        return Failpoint.Intercept(passed =>
        {
            if (struck || passed != place)
                return;
            struck = true;
            throw new SimulatedCrash(passed);
        });
    }
}
