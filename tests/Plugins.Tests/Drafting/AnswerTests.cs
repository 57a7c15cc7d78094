using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("", "It has no JSON object.")]
    [InlineData("{}", "\"parts\" must be an array.")]
    [InlineData("""{"parts":{}}""", "\"parts\" must be an array.")]
    [InlineData("""{"parts":["x"]}""", "Every part must be an object.")]
    [InlineData("""{"parts":[{"sentences":"x"}]}""", "\"sentences\" must be an array.")]
    [InlineData("""{"parts":[{"sentences":["x"]}]}""", "Every sentence must be an object.")]
    [InlineData("""{"parts":[{"sentences":[{"text":1,"sources":[]}]}]}""", "\"text\" must be a string.")]
    [InlineData("""{"parts":[{"sentences":[{"sources":[]}]}]}""", "\"text\" must be a string.")]
    [InlineData("""{"parts":[{"sentences":[{"text":"x"}]}]}""", "\"sources\" must be an array.")]
    [InlineData("""{"parts":[{"sentences":[{"text":"x","sources":[1]}]}]}""", "\"sources\" must be an array of strings.")]
    [InlineData("""{"parts":[{"sentences":[{"text":"\ud83d","sources":[]}]}]}""", "A string has half a surrogate pair.")]
    [InlineData("""{"subject":["a"],"parts":[]}""", "\"subject\" must be a string.")]
    [InlineData("""{"parts":[],"parts":[]}""", "It is no valid JSON.")]
    [InlineData("""{"parts":[],}""", "It is no valid JSON.")]
    [InlineData("""{"parts":[{"sentences":[{"text":"cut""", "The JSON object does not end.")]
    [InlineData("""{"parts":[[[[[[[[[[[[[]]]]]]]]]]]]]}""", "It is no valid JSON.")]
    [InlineData("""{"parts":[],"meaning":"x"}""", "\"meaning\" must be an object.")]
    [InlineData("""{"parts":[],"meaning":{"stage":"x"}}""", "\"quotedLine\" must be a string.")]
    public void Read_OfAWrongForm_SaysWhatIsWrong(string text, string fault)
    {
        var reading = AnswerReader.Read(text);

        Assert.Null(reading.Answer);
        Assert.Equal(fault, reading.Fault);
    }

    [Theory]
    [InlineData("Here you {are}:\n```json\n", "\n```")]
    [InlineData("", "\nI hope this helps {you}!")]
    [InlineData("{\"oops\" } ", "")]
    public void Read_WithProseAround_FindsTheObject(string before, string after)
    {
        var reading = AnswerReader.Read(before + """{"subject":null,"parts":[{"sentences":[{"text":"x","sources":["[cv:1]"]}]}]}""" + after);

        Assert.Equal(["cv:1"], Assert.Single(Assert.Single(reading.Answer!.Parts).Sentences).Sources);
    }

    [Fact]
    public void Read_OfLongAndInvisibleText_IsBoundedAndCleaned()
    {
        var sentence = """{"text":"a\u0000\u202e\udb40\udc41b LONG","sources":[]}""".Replace("LONG", new string('x', 5_000), StringComparison.Ordinal);
        var reading = AnswerReader.Read($$"""{"subject":"a\r\nBcc: x","parts":[{"sentences":[{{string.Join(',', Enumerable.Repeat(sentence, 101))}}]}]}""".Length > AnswerLimits.Response
            ? $$"""{"subject":"a\r\nBcc: x","parts":[{"sentences":[{{sentence}}]}]}"""
            : "");

        Assert.Equal("a Bcc: x", reading.Answer!.Subject);
        var text = reading.Answer.Parts[0].Sentences[0].Text;
        Assert.StartsWith("ab x", text, StringComparison.Ordinal);
        Assert.Equal(AnswerLimits.Sentence, text.Length);
        Assert.Contains("Parts of the answer were longer than allowed, and were cut.", reading.Notices);
    }

    [Fact]
    public void Read_OfRecipients_DoesNotUseThem()
    {
        var reading = AnswerReader.Read("""{"to":["evil@x.example"],"subject":"S","bcc":"x","parts":[{"sentences":[{"text":"x","sources":[]}],"attachments":[]}]}""");

        Assert.NotNull(reading.Answer);
        Assert.Equal(3, reading.Notices.Count);
        Assert.Contains("The model answered a member 'to' that nobody asked for; it is not used.", reading.Notices);
    }

    [Fact]
    public void Read_OfHostileNesting_EndsSoon()
    {
        foreach (var text in new[] { new string('{', 390_000), string.Concat(Enumerable.Repeat("{\"a\":", 70_000)), string.Concat(Enumerable.Repeat("{\"a\" }", 60_000)), "{" + new string(' ', 390_000) })
            Assert.Null(AnswerReader.Read(text).Answer);
    }

    // A row: the task, the answer's parts and meaning, what is left ("of|title|text/sources; ..."), and a piece of a notice or "!" and of the fault.
    [Theory]
    [InlineData(WritingTask.Outreach, """{"subject":"S","parts":[{"title":"T","of":"cv:1","sentences":[{"text":"x","sources":["contact.name","nowhere","cv:9"]}]}]}""", "||x/contact.name", "left out: nowhere, cv:9.")]
    [InlineData(WritingTask.Outreach, """{"subject":null,"parts":[{"sentences":[{"text":"x","sources":[]}]}]}""", null, "!\"subject\" is missing.")]
    [InlineData(WritingTask.CoverLetter, """{"subject":"","parts":[{"sentences":[{"text":"x","sources":[]}]}]}""", null, "!\"subject\" is missing.")]
    [InlineData(WritingTask.FollowUp, """{"subject":null,"parts":[{"sentences":[{"text":"x","sources":[]}]}]}""", "||x/", "")]
    [InlineData(WritingTask.Reply, """{"parts":[{"sentences":[{"text":"x","sources":["mail:2"]}]},{"sentences":[]}]}""", "||x/mail:2", "")]
    [InlineData(WritingTask.Reply, """{"parts":[{"sentences":[{"text":" ","sources":[]}]}]}""", null, "!No part has a sentence")]
    [InlineData(WritingTask.CvTailoring, """{"parts":[{"of":"cv:1","sentences":[{"text":"a\nb","sources":["cv:1"]}]},{"of":"cv:7","sentences":[{"text":"new","sources":[]}]},{"sentences":[{"text":"added","sources":[]}]},{"of":"posting:1","sentences":[{"text":"p","sources":[]}]},{"of":"cv:1","sentences":[{"text":"twice","sources":[]}]}]}""", "cv:1||a b/cv:1", "A second suggestion for line 1 of the CV was left out.")]
    [InlineData(WritingTask.CvTailoring, """{"parts":[{"of":"cv:7","sentences":[{"text":"new","sources":[]}]}]}""", null, "!No part has \"of\" with the id of a line of the CV")]
    [InlineData(WritingTask.Fit, """{"parts":[{"of":"posting:2","sentences":[{"text":"x","sources":["cv:2"]}]},{"of":"cv:1","sentences":[{"text":"y","sources":[]}]}]}""", "posting:2||x/cv:2", "no line of the posting")]
    [InlineData(WritingTask.Fit, """{"parts":[]}""", null, "!No part has \"of\" with the id of a line of the posting")]
    [InlineData(WritingTask.Interview, """{"parts":[{"title":"Why?","sentences":[{"text":"x","sources":[]}]},{"sentences":[{"text":"y","sources":[]}]}]}""", "|Why?|x/", "without a question")]
    [InlineData(WritingTask.Interview, """{"parts":[{"sentences":[{"text":"y","sources":[]}]}]}""", null, "!No part has a \"title\"")]
    [InlineData(WritingTask.ThreadSummary, """{"subject":"S","parts":[{"title":"Open","of":"mail:1","sentences":[{"text":"x","sources":["mail:2"]}]}],"meaning":{"stage":"offer","quotedLine":"Hi Robin,","source":"mail:1"}}""", "|Open|x/mail:2", "")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"interview","quotedLine":"invite you to an interview","source":"mail:2"}}""", "=interview:invite you to an interview@mail:2", "")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"interview","quotedLine":"Invite you to an interview","source":"mail:2"}}""", "", "word for word")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"interview","quotedLine":"invite you to an interview","source":"mail:1"}}""", "", "word for word")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"applied","quotedLine":"Stages: applied","source":"note:1"}}""", "", "of no mail that was given")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"offer","quotedLine":"I would like","source":"own:1"}}""", "", "of no mail that was given")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"offer","quotedLine":" ","source":"mail:1"}}""", "", "quotes no line")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[],"meaning":{"stage":"","quotedLine":"Hi","source":"mail:1"}}""", "", "names no stage")]
    [InlineData(WritingTask.ReplyMeaning, """{"parts":[{"sentences":[{"text":"x","sources":[]}]}],"meaning":null}""", "||x/", "")]
    public void Check_OfEachTask_KeepsWhatRestsOnSources(WritingTask task, string answer, string? kept, string said)
    {
        var reading = AnswerCheck.Check(task, Room.Full(task).Sources, AnswerReader.Read(answer));

        if (said.StartsWith('!'))
            Assert.Contains(said[1..], reading.Fault!, StringComparison.Ordinal);
        else
            Assert.Null(reading.Fault);
        Assert.Equal(kept, reading.Answer is null ? null : Shown(reading.Answer));
        if (said.Length == 0)
            Assert.Empty(reading.Notices);
        else if (!said.StartsWith('!'))
            Assert.Contains(reading.Notices, notice => notice.Contains(said, StringComparison.Ordinal));
    }

    private static string Shown(Answer answer) =>
        string.Join("; ", answer.Parts.Select(static p => $"{p.Of}|{p.Title}|{string.Join(' ', p.Sentences.Select(static s => $"{s.Text}/{string.Join(',', s.Sources)}"))}"))
        + (answer.Meaning is { } meaning ? $"={meaning.Stage}:{meaning.QuotedLine}@{meaning.Source}" : "");
}
