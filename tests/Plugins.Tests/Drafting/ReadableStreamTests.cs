using System.Text;
using Assistant.Plugins.Drafting.Writing;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class ReadableStreamTests
{
    public static TheoryData<string, string> Documents => new()
    {
        { """{"subject":"S","parts":[{"sentences":[{"text":"One.","sources":["a"]},{"text":"Two.","sources":[]}]},{"sentences":[{"text":"Three.","sources":[]}]}]}""", "One. Two.\n\nThree." },
        { "Sure, here {it} is:\n```json\n{ \"parts\" : [ { \"sentences\" : [ { \"text\" : \"A\" , \"sources\" : [ ] } ] } ] }\n```\nDone.", "A" },
        { """{"parts":[{"title":"Why \"us\"?","sentences":[{"text":"Because.","sources":["text"]}]}]}""", "Why \"us\"?\nBecause." },
        { """{"parts":[{"sentences":[{"text":"\u00fcber \ud83d\ude00 \\ \/ \n\ttab","sources":[]}]}]}""", "über 😀 \\ / \n tab" },
        { """{"parts":[{"sentences":[{"text":"你好 🙂 — 👩‍🔧 ‏x","sources":[]}]}]}""", "你好 🙂 — 👩🔧 x" },
        { """{"parts":[{"sentences":[{"text":"half \ud83d end \ude00","sources":[]}]}]}""", "half \uFFFD end \uFFFD" },
        { """{"parts":[{"sentences":[{"sources":["x","text"],"text":"late"}]}],"text":"no","meaning":{"stage":"text","quotedLine":"no"}}""", "late" },
        { """{"note":{"parts":[{"sentences":[{"text":"no"}]}]},"parts":[{"of":"cv:1","sentences":[{"text":"yes","sources":[]}]}]}""", "yes" },
        { """{"parts":[{"sentences":[{"text":"\u0000\u0007a\u200bb\u202ec","sources":[]}]}]}""", "abc" },
        { """{"parts":[{"sentences":[{"text":"}]}","sources":[]},{"text":"","sources":[]},{"text":"after","sources":[]}]}]} {"parts":[{"sentences":[{"text":"again"}]}]}""", "}]} after" },
        { """{"parts":[]}""", "" },
        { "No JSON at all.", "" },
        { """{"parts":[{"sentences":[{"text":"cut of""", "cut of" },
        { """[[[[[[[[[[[[[[[[[[[[{"parts":[]}""", "" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void Push_SplitAtEveryByte_ReadsTheSame(string document, string readable)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var decoder = Encoding.UTF8.GetDecoder();
            var stream = new ReadableStream();
            var text = stream.Push(Decode(decoder, bytes.AsSpan(0, cut))) + stream.Push(Decode(decoder, bytes.AsSpan(cut)));
            Assert.Equal(readable, text);
        }
    }

    [Theory, MemberData(nameof(Documents))]
    public void Push_SplitAtEveryCharacterAndByOnes_ReadsTheSame(string document, string readable)
    {
        for (var cut = 0; cut <= document.Length; cut++)
        {
            var stream = new ReadableStream();
            Assert.Equal(readable, stream.Push(document.AsSpan(0, cut)) + stream.Push(document.AsSpan(cut)));
        }

        var ones = new ReadableStream();
        Assert.Equal(readable, string.Concat(document.Select(c => ones.Push([c]))));
    }

    [Fact]
    public void Push_OfDepthWithoutEnd_ShowsNothing()
    {
        var stream = new ReadableStream();

        Assert.Equal("", stream.Push("{\"a\":" + new string('[', 100_000)));
    }

    private static string Decode(Decoder decoder, ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length + 2];
        return new string(chars, 0, decoder.GetChars(bytes, chars, flush: false));
    }
}
