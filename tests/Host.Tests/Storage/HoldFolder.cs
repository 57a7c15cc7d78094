using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

/// <summary>A child that takes a data folder, says so, and waits to be killed.</summary>
internal static class HoldFolder
{
    public static int Run(string folder)
    {
        using var held = HostLock.TryTake(new DataFolder(folder, new StateFolder(folder + "-state")), "/child.sock", "1");
        Console.Out.WriteLine(held is null ? "refused" : "held");
        Console.In.ReadLine();
        return 0;
    }
}
