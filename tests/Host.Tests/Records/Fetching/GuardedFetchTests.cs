using System.IO.Compression;
using System.Net;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records.Fetching;

public sealed class GuardedFetchTests
{
    [Fact]
    public async Task Get_PublicPage_AnswersItsBytesAsTheyAre()
    {
        using var bed = new FetchBed(static _ => PageServer.Page("<h1>Jäger</h1>", "text/html; charset=\"utf-8\""));

        var page = await bed.GetAsync(bed.Base + "/1?b=2");

        Assert.Equal("<h1>Jäger</h1>", Encoding.UTF8.GetString(page.Bytes));
        Assert.Equal(("text/html", "utf-8"), (page.MediaType, page.Charset));
        Assert.Equal(bed.Base + "/1?b=2", Assert.Single(page.Addresses).AbsoluteUri);
    }

    [Fact]
    public async Task Get_Redirects_AreFollowedWithoutCookiesOrReferer()
    {
        using var bed = new FetchBed(static path => path.Length < 6 ? PageServer.Redirect(path + "x") : PageServer.Page("there"));

        var page = await bed.GetAsync(bed.Base + "/");

        Assert.Equal(FetchLimits.Redirects + 1, page.Addresses.Count);
        Assert.DoesNotContain(bed.Site.Requests, static head => head.Contains("Cookie", StringComparison.OrdinalIgnoreCase) || head.Contains("Referer", StringComparison.OrdinalIgnoreCase)
            || head.Contains("Authorization", StringComparison.OrdinalIgnoreCase) || head.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Get_OneRedirectTooMany_IsRefused()
    {
        using var bed = new FetchBed(static path => PageServer.Redirect(path + "x"));

        Assert.Contains("more than 5 times", (await bed.RefusedAsync(bed.Base + "/")).Message, StringComparison.Ordinal);
        Assert.Equal(FetchLimits.Redirects + 1, bed.Site.Requests.Count);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/pdf")]
    [InlineData("application/octet-stream")]
    public async Task Get_WhatIsNoText_IsRefused(string type)
    {
        using var bed = new FetchBed(_ => PageServer.Page("x", type));

        Assert.Equal(RpcErrorCode.ProviderRefused, (await bed.RefusedAsync(bed.Base + "/")).Code);
    }

    [Fact]
    public async Task Get_NoMediaType_IsRefused()
    {
        using var bed = new FetchBed(static _ => PageServer.Answer("200 OK", "X-Nothing: 1", "text"u8.ToArray()));

        Assert.Equal(RpcErrorCode.ProviderRefused, (await bed.RefusedAsync(bed.Base + "/")).Code);
    }

    [Fact]
    public async Task Get_ErrorPage_SaysItsNumber()
    {
        using var bed = new FetchBed(static _ => PageServer.Answer("403 Forbidden", "Content-Type: text/html", "no"u8.ToArray()));

        Assert.Contains("403", (await bed.RefusedAsync(bed.Base + "/")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PageThatUnpacksTooLarge_IsRefused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(new byte[FetchLimits.Size + 1]);
        using var bed = new FetchBed(_ => PageServer.Answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", packed.ToArray()));

        Assert.Equal(RpcErrorCode.Limit, (await bed.RefusedAsync(bed.Base + "/")).Code);
    }

    [Fact]
    public async Task Get_SiteThatNeverAnswers_EndsAtTheDeadline()
    {
        using var bed = new FetchBed(static _ => null);

        var fetch = bed.RefusedAsync(bed.Base + "/");
        await bed.Site.Asked.Task;
        bed.Time.Advance(TimeSpan.FromSeconds(FetchLimits.Seconds));

        Assert.Equal(RpcErrorCode.ProviderUnavailable, (await fetch).Code);
    }

    [Fact]
    public async Task Get_NobodyListens_IsUnavailable()
    {
        using var bed = new FetchBed(static _ => null);
        bed.Names["jobs.example.com"] = [[]];

        Assert.Equal(RpcErrorCode.ProviderUnavailable, (await bed.RefusedAsync(bed.Base + "/")).Code);
    }

    [Fact]
    public async Task Get_NameThatTurnsPrivateBetweenTwoRequests_IsRefusedAtTheSecond()
    {
        using var bed = new FetchBed(path => path == "/" ? PageServer.Redirect("/next") : PageServer.Page("never"));
        bed.Names["jobs.example.com"] = [[IPAddress.Loopback], [FetchBed.Secret]];

        Assert.Equal(RpcErrorCode.Invalid, (await bed.RefusedAsync(bed.Base + "/")).Code);
        Assert.Equal((1, 0), (bed.Site.Requests.Count, bed.Private.Connections));
    }
}
