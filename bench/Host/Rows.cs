using System.Globalization;

namespace Assistant.Bench.Host;

/// <summary>One line a figure, as <c>bench/README.md</c> has them.</summary>
internal static class Rows
{
    public static void Print(string name, double ours, double peer, string unit, double ratio, double goal) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"bench {name}: ours={Number(ours)}{unit} peer={Number(peer)}{unit} ratio={ratio:0.00} goal<={goal:0.0#}"));

    /// <summary>What has no goal and is told next to those that have.</summary>
    public static void PrintBeside(string name, double ours, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"beside {name}: ours={Number(ours)}{unit}"));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Number(double value) => value.ToString(value < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
