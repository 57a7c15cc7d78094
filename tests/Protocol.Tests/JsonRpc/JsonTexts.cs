using System.Text;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <param name="Kind">y: a parser must take it; n: it must not; i: RFC 8259 leaves it open.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Bytes">The text.</param>
internal sealed record JsonText(char Kind, string Name, byte[] Bytes)
{
    public bool HasLineBreak => Bytes.Contains((byte)'\n');

    /// <summary>Nothing but white space, which a framing may pass over as no message at all.</summary>
    public bool IsBlank => Bytes.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
}

/// <summary>Every kind of text that RFC 8259's grammar tells apart, by its sections, and what implementations are known to get wrong.</summary>
internal static class JsonTexts
{
    // Inside an array or a member, so that each text is one that stands by itself.
    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "9", "10", "123456789", "0.5", "-0.5", "1.25", "10.0", "0.0000000001", "1e0", "1E0", "1e5", "1E5", "1e+5", "1E+5", "1e-5", "1E-5",
        "0e1", "0e+1", "-0e-1", "1.5e3", "1.5E+3", "-1.5e-3", "9007199254740993", "18446744073709551616", "1.0000000000000000000000000000001",
    ];

    private static readonly string[] NoNumbers =
    [
        "-", "+1", "+", "--1", "- 1", "01", "-01", "00", "012", "1.", "-1.", ".5", "-.5", "1..5", "1.e5", ".e5", "1e", "1E", "1e+", "1E-", "1e1.5", "1e+-5", "1ee5", "1.2.3",
        "0x10", "0b1", "0o7", "1_000", "1,5,", "1 000", "NaN", "-NaN", "Infinity", "-Infinity", "inf", "nan", "1f", "1L", "1a", "0.1x", "\uFF11", "1/2", "(1)", "$1", "1+2", "9.e", "2.e-3", "-2.",
    ];

    private static readonly string[] OpenNumbers = ["1e400", "-1e400", "1e-400", "123e99999999", "0e999999999999", "1e00000000000000000001", "123123123123123123123123123123123123123123"];

    private static readonly string[] Strings =
    [
        "", " ", "a", "/", "\\/", "\\\"", "\\\\", "\\b\\f\\n\\r\\t", "\\u0000", "\\u001f", "\\u0022", "\\u005C", "\\u00e4", "\\u20AC", "\\uABCD\\uabcd", "\\uD834\\uDD1E", "\\uDBFF\\uDFFF",
        "\u00e4", "\u20AC", "\U0001D11E", "\u007F", "\u0080", "\u2028\u2029", "\uFEFF", "\uFFFF", "\U0010FFFF", "'", "[{]}", "//", "/* */", "null", "\\u0061\\u30af", "a\\u0000b", "\\uFFFE", "&<>", "%00", "\\\\u0000", "\\\\a", "\\\\\\\"",
    ];

    // Between the quotation marks.
    private static readonly string[] NoStrings =
    [
        "\\", "\\x41", "\\a", "\\v", "\\0", "\\'", "\\e", "\\ ", "\\u", "\\u1", "\\u12", "\\u123", "\\uD83", "\\u12g4", "\\u 123", "\\U0041", "\\u{41}", "\\u+123", "\\u-123", "\\u00\u00e4", "\\\u00e4", "\\\uD83D\uDE00",
        "\t", "\r", "\b", "\f", "\u0000", "\u0001", "\u001F", "a\"b", "\"", "\\\\\"x", "\\u00A", "\\uD834\\uDd", "\\uD834\\u1", "\\uD834\\", "\\uqqqq", "\\\t",
    ];

    private static readonly string[] OpenStrings = ["\\uD800", "\\uDC00", "\\uD800\\uD800", "\\uDC00\\uD800", "\\uD800a", "\\uD800\\n", "\\uDADA", "\\ud800abc", "\\uDd1ea", "\\uD888\\u1234"];

    private static readonly byte[][] OpenBytes =
    [
        [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x9F, 0x98],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xFF, 0xFE], [0x61, 0xFF, 0x62], [0xEF, 0xBF],
    ];

    private static readonly string[] Values =
    [
        "true", "false", "null", "[]", "{}", "[ ]", "{ }", "[[]]", "[[],[]]", "[[[[]]]]", "[1]", "[1,2]", "[1 , 2]", "[ 1,\t2,\r3 ]", "[null,true,false]", "[\"\"]", "[{}]", "[{},[],1,\"a\",null]",
        "[1,null,null,null,2]", "{\"\":0}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":1,\"b\":2}", "{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":{\"a\":{\"a\":{}}}}", "{\"\\u0000\":1}", "{\"\\u0061\":1}",
        "{\"true\":true}", "{\"min\":-1.0e+28,\"max\":1.0e+28}", " true ", "\ttrue\t", "\rtrue\r", "\r\n true \r\n", "\n[\n1\n,\n2\n]\n", "[1]\n", "{\n\"a\"\n:\n1\n}", "{\"a\":[{\"b\":[{\"c\":null}]}]}", "[\"a\",\"a\"]", "[0,-0,0.0]",
    ];

    private static readonly string[] NoValues =
    [
        "", " ", "\t", "True", "TRUE", "tru", "truee", "true false", "False", "fals", "nul", "Null", "NULL", "nill", "none", "None", "undefined", "yes", "a", "a b", "'a'", "`a`", "\u00e4", "\u2060", "*", "#", "@", "!", "?", "<>", "<.>", "()", "=",
        "[", "]", "[[", "]]", "[1", "1]", "[1,", "[,", "[,]", "[,1]", "[1,]", "[1,,2]", "[1,,]", "[1 2]", "[1]]", "[[1]", "[1}", "[}", "[\"a\"", "[\"a", "[\"a\",", "[\"a\"]]", "[:]", "[1:2]", "[\"a\":1]", "[1;2]", "[...]", "[true,fals]", "[a]", "[1,\n1\n,1", "[{}", "[{]", "[\"\",", "[*]", "[<null>]", "[--1]", "[\\n]", "[\f]", "[\v]", "[\u00A0]", "[\u3000]",
        "{", "}", "{{}}", "{]", "{\"a\"", "{\"a\"}", "{\"a\":", "{\"a\":}", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{,\"a\":1}", "{\"a\":1,,\"b\":2}", "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1 \"b\":2}", "{\"a\",1}", "{\"a\"=1}", "{\"a\"=>1}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}",
        "{:1}", "{\"a\":1}}", "{\"a\":1]", "{\"a\":'1'}", "{\"a\":a}", "{\"a\":1,\"b\"}", "{\"a\":1;\"b\":2}", "{\"a\":tru}", "{\"a\":\"b}", "{\"a\":1,\"b\":", "{\"a", "{\"a\":/*c*/1}", "{\"a\":1}//c", "{\"a\":1}/**/", "{\"a\":1}#", "{...}", "{\"a\":[1}", "{\"a\":{\"b\":1}",
        "//", "/**/", "/**/1", "1//c", "1/**/", "[1//c]", "1 2", "1,2", "[]{}", "[][]", "{}{}", "{}[]", "[] []", "true,", ",true", ":", ",", ";", "\"", "\"a", "a\"", "\"a\"b", "\"a\" \"b\"", "\"a\",", "\\u005b\\u005d", "\\", "\\n", "\f1", "1\f", "\v1", "\u00A01", "1\u0000", "\u00001", "1\u0000 ",
    ];

    /// <summary>Each text once.</summary>
    public static IReadOnlyList<JsonText> All { get; } = [.. Make()];

    private static IEnumerable<JsonText> Make()
    {
        foreach (var (kind, name, texts) in new[] { ('y', "number", Numbers), ('n', "number", NoNumbers), ('i', "number", OpenNumbers), ('y', "structure", Values), ('n', "structure", NoValues) })
        {
            foreach (var text in texts)
                yield return Text(kind, name, text);
        }

        foreach (var (kind, texts) in new[] { ('y', Strings), ('n', NoStrings), ('i', OpenStrings) })
        {
            foreach (var text in texts)
            {
                yield return Text(kind, "string", $"\"{text}\"");
                yield return Text(kind, "array of string", $"[\"{text}\"]");
                yield return Text(kind, "name", $"{{\"{text}\":0}}");
            }
        }

        foreach (var bytes in OpenBytes)
        {
            var name = Convert.ToHexString(bytes);
            // Outside a string no such byte can stand; within one, readers differ.
            yield return new('n', "bytes " + name, bytes);
            yield return new('n', "array of bytes " + name, [(byte)'[', .. bytes, (byte)']']);
            yield return new('i', "string of bytes " + name, [(byte)'"', .. bytes, (byte)'"']);
        }

        yield return new('i', "byte order mark", [0xEF, 0xBB, 0xBF, (byte)'[', (byte)']']);
        yield return new('n', "UTF-16", Encoding.Unicode.GetBytes("[1]"));
        yield return new('n', "UTF-16 with its mark", [0xFE, 0xFF, 0x00, (byte)'[', 0x00, (byte)']']);
        yield return Text('i', "nesting of 500", new string('[', 500) + new string(']', 500));
        yield return Text('i', "nesting of 100,000, not closed", new string('[', 100_000));
        yield return Text('i', "objects, nested and not closed", string.Concat(Enumerable.Repeat("{\"a\":", 50_000)));
        yield return Text('y', "string of 100,000", $"\"{new string('x', 100_000)}\"");
        yield return Text('y', "array of 10,000", $"[{string.Join(',', Enumerable.Repeat("0", 10_000))}]");
        yield return Text('i', "number of 10,000 digits", new string('9', 10_000));
        yield return Text('i', "name given twice", "{\"a\":1,\"a\":2}");
    }

    private static JsonText Text(char kind, string name, string text) => new(kind, $"{name} {(text.Length <= 40 ? text : text.Length)}", Encoding.UTF8.GetBytes(text));
}
