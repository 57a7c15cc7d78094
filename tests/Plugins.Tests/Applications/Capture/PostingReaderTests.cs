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

    [Theory]
    [InlineData("https://jobs.lever.co/acme-robotics/5ac21346-8e0c", "Acme Robotics")]
    [InlineData("https://jobs.eu.lever.co/kartenhaus/1/apply?x=1", "Kartenhaus")]
    [InlineData("https://jobs.ashbyhq.com/Lumen%20Labs/145ff46b", "Lumen Labs")]
    [InlineData("https://boards.greenhouse.io/acme/jobs/7", "Acme")]
    [InlineData("https://jobs.lever.co/", null)]
    [InlineData("https://jobs.lever.co/1234/5", null)]
    [InlineData("https://lever.co/acme", null)]
    [InlineData("https://jobs.lever.co.evil.example/acme", null)]
    [InlineData("https://acme.example/jobs/1", null)]
    [InlineData("no address", null)]
    public void BoardName_OfAnAddress_IsWhatTheBoardCallsTheEmployer(string address, string? name) => Assert.Equal(name, BoardName.Of(address));

    [Theory]
    [InlineData("""{"hostedUrl":"https://jobs.lever.co/acme-robotics/1","text":"Engineer"}""", "Acme Robotics")]
    [InlineData("""{"jobs":[{"jobUrl":"https://jobs.ashbyhq.com/Lumen/1","title":"Engineer"}]}""", "Lumen")]
    [InlineData("""{"absolute_url":"https://boards.greenhouse.io/acme/jobs/7","title":"Engineer","company_name":"Acme GmbH"}""", null)]
    public void Read_PostingThatNamesNoCompany_OffersTheNameOfItsAddressAndTakesItNot(string json, string? guess)
    {
        var reading = PostingReader.Read(json, null);

        Assert.Equal((guess is null ? "Acme GmbH" : null, guess), (reading.Facts.Company, reading.CompanyGuess));
        Assert.Equal(guess is not null, reading.Warnings.Any(warning => warning.Contains($"\"{guess}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<div>", 400, true)]
    [InlineData("<div>", 50_000, false)]
    [InlineData("<b>", 100, false)]
    [InlineData("<p>", 20_000, true)]
    [InlineData("<p>", 200_000, false)]
    public void Read_PageThatWouldCostTooMuch_IsRefused(string tag, int times, bool isRead)
    {
        var reading = PostingReader.Read("<html>" + string.Concat(Enumerable.Repeat(tag, times)) + "Firma: Acme", null);

        Assert.Equal(isRead ? "Acme" : null, reading.Facts.Company);
        Assert.Equal(!isRead, reading.Warnings.Any(static w => w.Contains("was not read", StringComparison.Ordinal)));
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
