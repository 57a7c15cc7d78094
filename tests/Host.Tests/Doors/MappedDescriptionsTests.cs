using System.Runtime.Versioning;
using Assistant.Host.Doors;

namespace Assistant.Host.Tests.Doors;

[SupportedOSPlatform("linux")]
public sealed class MappedDescriptionsTests
{
    [Fact]
    public void Parse_AnAssemblyMappedWholeAndShared_IsItsRange() =>
        Assert.Equal((unchecked((nint)0x7f46f0000000), (nuint)0x21000), MappedDescriptions.Parse("7f46f0000000-7f46f0021000 r--s 00000000 fe:00 1234                       /opt/my host/assistant.dll"));

    [Theory]
    [InlineData("7f46f0000000-7f46f0021000 r-xp 00000000 fe:00 1234 /opt/assistant.dll")]
    [InlineData("7f46f0000000-7f46f0021000 rw-s 00000000 fe:00 1234 /opt/assistant.dll")]
    [InlineData("7f46f0000000-7f46f0021000 r--p 00000000 fe:00 1234 /opt/assistant.dll")]
    [InlineData("7f46f0000000-7f46f0021000 r--s 00000000 fe:00 1234 /opt/assistant.db-shm")]
    [InlineData("7f46f0000000-7f46f0021000 rw-p 00000000 00:00 0")]
    [InlineData("")]
    public void Parse_AnythingElse_IsNull(string line) => Assert.Null(MappedDescriptions.Parse(line));

    [Fact]
    public void GiveBack_OfThisProcess_LosesNothing()
    {
        if (!OperatingSystem.IsLinux())
            return;
        MappedDescriptions.GiveBack();

        Assert.All(typeof(MappedDescriptions).Assembly.GetTypes(), static type => Assert.NotEmpty(type.Name));
    }
}
