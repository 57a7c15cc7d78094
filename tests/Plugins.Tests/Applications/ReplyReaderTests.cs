using Assistant.Plugins.Applications.Replies;

namespace Assistant.Plugins.Tests.Applications;

public sealed class ReplyReaderTests
{
    private readonly ReplyReader _reader = new(ReplyPhrases.Shipped);

    [Theory]
    [InlineData("interview", "We would like to invite you to an interview on Tuesday at 10.", "Dear Mira,\n\nthank you for your application.\nWe would like to invite you to an interview on Tuesday at 10.\n\nBest\nAna")]
    [InlineData("interview", "gerne laden wir Sie zu einem Vorstellungsgespräch ein.", "Guten Tag Frau Sand,\n\ngerne laden wir Sie zu einem Vorstellungsgespräch ein.\n\nFreundliche Grüße")]
    [InlineData("interview", "We would love to invite you to an interview with the team.", "Hi,\n\nWe would love to invite you to an\ninterview with the team.\n")]
    [InlineData("rejected", "After careful consideration we have decided to move forward with other candidates.", "Hi Mira,\n\nThank you for taking part in the technical interview last week.\nAfter careful consideration we have decided to move forward with other candidates.\n")]
    [InlineData("rejected", "leider müssen wir Ihnen mitteilen: wir haben uns für einen anderen Bewerber entschieden.", "Sehr geehrte Frau Sand,\n\nleider müssen wir Ihnen mitteilen: wir haben uns für einen anderen Bewerber entschieden.\n")]
    [InlineData("rejected", "Unfortunately your application was not successful.", "Unfortunately your application was not successful.\r\n\r\nKind regards\r\n")]
    [InlineData("rejected", "we are unable to offer you an interview at this time.", "we are unable to offer you an interview at this time.")]
    [InlineData("offer", "We are delighted to offer you the role of Engineer.", "Dear Mira,\nWe are delighted to offer you the role of Engineer.\n")]
    [InlineData("offer", "wir freuen uns, Ihnen die Stelle anbieten zu können.", "wir freuen uns, Ihnen die Stelle anbieten zu können.")]
    [InlineData("screening", "Could we find twenty minutes for an introductory call?", "Thanks!\nCould we find twenty minutes for an introductory call?\n")]
    [InlineData("screening", "Passt Ihnen ein kurzes Telefonat am Montag?", "Passt Ihnen ein kurzes Telefonat am Montag?")]
    public void Read_OneMeaning_QuotesTheLineThatSaysSo(string meaning, string line, string text)
    {
        var reading = _reader.Read(text);

        Assert.Equal((meaning, line), (reading?.Meaning, reading?.Line));
    }

    [Theory]
    [InlineData("Thank you, we have received your application and will be in touch.")]
    [InlineData("Vielen Dank für Ihre Bewerbung, wir melden uns.")]
    [InlineData("Unfortunately Tuesday does not suit me.")]
    [InlineData("I am out of the office until Monday.")]
    [InlineData("Got it.\n\n> We would like to invite you to an interview on Tuesday.")]
    [InlineData("Got it.\n\nOn 3 May 2026, Ana Ruiz wrote:\nWe would like to invite you to an interview.")]
    [InlineData("Danke.\n\nAm 3. Mai 2026 um 10:00 schrieb Ana Ruiz:\nWir laden Sie zu einem Vorstellungsgespräch ein.")]
    [InlineData("We are pleased to offer you the role.\nWe regret to inform you that the role is on hold.")]
    [InlineData("First a phone screen, then we schedule an interview.")]
    [InlineData("My father-in-law's interviewers are unwell.")]
    [InlineData("")]
    public void Read_NothingOrTwoThings_IsLeftToAPerson(string text) => Assert.Null(_reader.Read(text));

    [Fact]
    public void Read_HugeText_IsReadInItsBeginningOnly() =>
        Assert.Null(_reader.Read(string.Concat(Enumerable.Repeat("Nothing of note.\n", 5_000)) + "We would like to invite you to an interview."));

    [Fact]
    public void Shipped_Phrases_AreThereAndEachHasOneMeaning()
    {
        Assert.True(ReplyPhrases.Shipped.Count > 80);
        var lines = new StreamReader(typeof(ReplyPhrases).Assembly.GetManifestResourceStream("phrases.txt")!).ReadToEnd().Split('\n').Where(static line => line.Contains('\t', StringComparison.Ordinal));
        Assert.All(lines, line =>
        {
            Assert.Contains(line.Split('\t')[0], (string[])["rejected", "offer", "interview", "screening"]);
            Assert.Equal(line.Split('\t')[0], _reader.Read(line.Split('\t')[1])?.Meaning);
        });
    }
}
