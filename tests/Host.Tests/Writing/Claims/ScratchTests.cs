using Assistant.Host.Writing.Claims;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
namespace Assistant.Host.Tests.Writing.Claims;
public sealed class ScratchTests
{
    [Fact]
    public void Show()
    {
        Directory.CreateDirectory("/tmp/rh"); var lines = File.ReadAllLines("/tmp/rh/scratch.txt");
        using var o = new StreamWriter("/tmp/rh/scratch.out");
        foreach (var line in lines)
        {
            var read = ReadSource.Of(new WritingSource("cv:1", SourceKind.Cv, line));
            o.WriteLine(line);
            foreach (var q in read.Quantities) o.WriteLine($"   Q {q}");
            var w = ClaimScope.ReadWishes(read.Tokens); o.WriteLine("   W " + string.Join(' ', read.Tokens.Where((t, i) => w[i]).Select(t => t.Key)));
            foreach (var d in read.Dates) o.WriteLine($"   D {d}");
        }
    }
}
