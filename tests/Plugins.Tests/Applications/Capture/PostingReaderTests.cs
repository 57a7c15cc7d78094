using System.Diagnostics.CodeAnalysis;
using Assistant.Plugins.Applications.Capture;

namespace Assistant.Plugins.Tests.Applications.Capture;

public sealed class PostingReaderTests
{
    [Theory]
    [InlineData("https://www.acme.example/about", "acme.example")]
    [InlineData("https://careers.acme.co.uk", "acme.co.uk")]
    [InlineData("acme.example", "acme.example")]
    [InlineData("https://www.linkedin.com/company/acme", null)]
    [InlineData("https://boards.greenhouse.io/acme", null)]
    [InlineData("https://acme.wd5.myworkdayjobs.com/External", null)]
    [InlineData("https://127.0.0.1/", null)]
    [InlineData("https://localhost/", null)]
    [InlineData("mailto:jobs@acme.example", null)]
    [InlineData("", null)]
    [SuppressMessage("Design", "CA1054", Justification = "What somebody wrote, which need be no address.")]
    public void CompanyDomain_OfALink_IsTheEmployersAlone(string link, string? domain) => Assert.Equal(domain, CompanyDomain.Of(link));

    [Fact]
    public void Read_PageNestedDeeperThanAStack_IsReadOrRefused()
    {
        var reading = PostingReader.Read("<html>" + string.Concat(Enumerable.Repeat("<div>", 30_000)) + "Firma: Acme", null);

        Assert.Equal("Acme", reading.Facts.Company);
        Assert.Contains(PostingReader.Read("<html>" + string.Concat(Enumerable.Repeat("<div>", 50_000)), null).Warnings, static w => w.Contains("too many elements", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_JsonNestedDeeperThanItsBound_IsText() =>
        Assert.Null(PostingReader.Read(new string('[', 100_000), null).Facts.Company);

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("<")]
    [InlineData("<script>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"@type\":\"JobPosting\"}]")]
    [InlineData("{\"jobPostingInfo\":7}")]
    [InlineData("{\"jobs\":[{\"absolute_url\":{},\"title\":[]}]}")]
    [InlineData("{\"@type\":\"JobPosting\",\"hiringOrganization\":[[[]]],\"jobLocation\":{\"address\":[1]},\"baseSalary\":{\"value\":{\"value\":[]}},\"identifier\":[null]}")]
    public void Read_NothingToRead_FindsNothing(string text)
    {
        var reading = PostingReader.Read(text, null);

        Assert.Equal((null, null), (reading.Facts.Company, reading.Facts.Pay));
        Assert.NotEmpty(reading.Warnings);
    }
}
