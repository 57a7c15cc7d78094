using Assistant.Mail.Reports;

namespace Assistant.Mail.Tests.Reports;

public sealed class StatusCodesTests
{
    [Theory]
    [InlineData("550 5.1.1 <a@b> User unknown", "5.1.1", "550")]
    [InlineData("550-5.7.26 unauthenticated", "5.7.26", "550")]
    [InlineData("(#5.1.10)", "5.1.10", null)]
    [InlineData("host mx[192.5.1.1] said: 421 busy", null, "421")]
    [InlineData("5.1.0 unknown 550-'5.2.2 full'", "5.2.2", "550")]
    [InlineData("version 4.2.2-beta of x5.1.1", "4.2.2", null)]
    [InlineData("tried for 550 hours", null, null)]
    [InlineData("id 5500 and 55", null, null)]
    [InlineData("5.1", null, null)]
    public void Find_Codes_InText(string text, string? status, string? reply)
    {
        Assert.Equal(status, StatusCodes.FindStatus(text));
        Assert.Equal(reply, StatusCodes.FindReply(text));
    }
}
