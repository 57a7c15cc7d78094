using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.EndToEnd.Models.Llama;

/// <summary>
/// A language model of a few megabytes that llama.cpp loads: its next word depends on the last one alone, as in the answers that it is made from. It knows
/// nothing. What is tried is the program around it, and that needs no more: the schema, which decides how an answer may go on, the stream, the counting,
/// the refusals. A row of its embedding has a one at the token's own place, its one block adds nothing, and its output has what followed that token.
/// </summary>
internal sealed partial class TinyModel
{
    private const int End = 2;
    private const int FirstByte = 3;
    private const int HeadSize = 32;
    private const int Room = 32_768;

    // What never followed: far enough below what did to be drawn never.
    private const float Never = -40;

    // Every message in its order, as plain as a template can be.
    private const string Template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: ";

    private readonly List<string> _tokens = ["<unk>", "<s>", "</s>"];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> _followers = [];
    private readonly HashSet<int> _openers = [];

    private TinyModel(string[] answers)
    {
        for (var b = 0; b < 256; b++)
            _tokens.Add(string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"));
        // So that any prompt can be read, a character at a time.
        for (var c = ' '; c <= '~'; c++)
            Id(c.ToString());
        foreach (var answer in answers)
            Learn([.. Piece().Matches(answer).SelectMany(piece => Ids(piece.Value))]);
    }

    // The embedding is one dimension for each token, rounded up for the arithmetic of vectors.
    private int Width => (_tokens.Count + 31) / 32 * 32;

    /// <summary>Writes it as GGUF, version 3.</summary>
    /// <param name="path">The file.</param>
    /// <param name="answers">What it says. One of each form suffices: the form that is asked for decides which of them may be begun.</param>
    public static void Write(string path, params string[] answers)
    {
        using var writer = new BinaryWriter(File.Create(path));
        new TinyModel(answers).Write(writer);
    }

    // The syntax between two words, with the names of members and of lines, is one token: what follows it is then a matter of what it stands for. So is a
    // word with the space before it. What is not ASCII goes byte by byte, as in real vocabularies, so that a piece of the stream may end within a letter.
    [GeneratedRegex("""[^\x00-\x7F]|(?:"[a-zA-Z]+":|(?<=")[a-z]+(?:\.\w+|:\d+)(?=")|[{}\[\],"])+| ?[^ {}\[\],"\u0080-\uFFFF]+""")]
    private static partial Regex Piece();

    private IEnumerable<int> Ids(string piece) => piece[0] > '~' ? Encoding.UTF8.GetBytes(piece).Select(static b => FirstByte + b) : [Id(piece)];

    private int Id(string piece)
    {
        var token = piece.Replace(' ', '\u2581');
        if (_ids.TryGetValue(token, out var known))
            return known;
        _tokens.Add(token);
        return _ids[token] = _tokens.Count - 1;
    }

    private void Learn(int[] ids)
    {
        _openers.Add(ids[0]);
        foreach (var (last, next) in ids.Zip([.. ids[1..], End]))
        {
            if (!_followers.TryGetValue(last, out var followers))
                _followers[last] = followers = [];
            followers.Add(next);
        }
    }

    private float Logit(int last, int next)
    {
        if (!_followers.TryGetValue(last, out var followers))
            return _openers.Contains(next) ? 0 : Never;
        var often = followers.Count(each => each == next);
        return often == 0 ? Never : MathF.Log((float)often / followers.Count);
    }

    private void Write(BinaryWriter writer)
    {
        var fields = Fields();
        var tensors = Tensors();
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)fields.Count);
        foreach (var (name, value) in fields)
        {
            Text(writer, name);
            Value(writer, value);
        }

        var offset = 0ul;
        foreach (var (name, sizes, _) in tensors)
        {
            Text(writer, name);
            writer.Write((uint)sizes.Length);
            foreach (var size in sizes)
                writer.Write((ulong)size);
            // Whole floats.
            writer.Write(0u);
            writer.Write(offset);
            offset += (ulong)sizes.Aggregate(4, static (bytes, size) => bytes * size);
        }

        // Each tensor's bytes are a multiple of the alignment: every size but the vocabulary's is one of 32.
        writer.Write(new byte[(32 - writer.BaseStream.Position % 32) % 32]);
        foreach (var (_, sizes, at) in tensors)
        {
            for (var row = 0; row < (sizes.Length > 1 ? sizes[1] : 1); row++)
            {
                for (var column = 0; column < sizes[0]; column++)
                    writer.Write(at(row, column));
            }
        }
    }

    private List<(string Name, object Value)> Fields() =>
    [
        ("general.architecture", "llama"),
        ("general.name", "tiny"),
        ("llama.context_length", (uint)Room),
        ("llama.embedding_length", (uint)Width),
        ("llama.block_count", 1u),
        ("llama.feed_forward_length", (uint)HeadSize),
        ("llama.attention.head_count", 1u),
        ("llama.attention.head_count_kv", 1u),
        ("llama.attention.key_length", (uint)HeadSize),
        ("llama.attention.value_length", (uint)HeadSize),
        ("llama.attention.layer_norm_rms_epsilon", 1e-6f),
        ("llama.rope.dimension_count", (uint)HeadSize),
        ("tokenizer.ggml.model", "llama"),
        ("tokenizer.ggml.tokens", _tokens.ToArray()),
        ("tokenizer.ggml.scores", _tokens.Select(static _ => 0f).ToArray()),
        // Unknown is 2, control 3, a byte 6, any other text 1.
        ("tokenizer.ggml.token_type", _tokens.Select(static (_, id) => id == 0 ? 2 : id <= End ? 3 : id < FirstByte + 256 ? 6 : 1).ToArray()),
        ("tokenizer.ggml.bos_token_id", 1u),
        ("tokenizer.ggml.eos_token_id", (uint)End),
        ("tokenizer.ggml.unknown_token_id", 0u),
        ("tokenizer.ggml.add_space_prefix", false),
        ("tokenizer.chat_template", Template),
    ];

    private List<(string Name, int[] Sizes, Func<int, int, float> At)> Tensors()
    {
        // The norm before the output makes of the one a root of the width.
        var scale = MathF.Sqrt(Width);
        return
        [
            ("token_embd.weight", [Width, _tokens.Count], static (token, place) => token == place ? 1 : 0),
            ("output.weight", [Width, _tokens.Count], (next, last) => last < _tokens.Count ? Logit(last, next) / scale : 0),
            ("output_norm.weight", [Width], One),
            ("blk.0.attn_norm.weight", [Width], One),
            ("blk.0.attn_q.weight", [Width, HeadSize], Zero),
            ("blk.0.attn_k.weight", [Width, HeadSize], Zero),
            ("blk.0.attn_v.weight", [Width, HeadSize], Zero),
            ("blk.0.attn_output.weight", [HeadSize, Width], Zero),
            ("blk.0.ffn_norm.weight", [Width], One),
            ("blk.0.ffn_gate.weight", [Width, HeadSize], Zero),
            ("blk.0.ffn_up.weight", [Width, HeadSize], Zero),
            ("blk.0.ffn_down.weight", [HeadSize, Width], Zero),
        ];

        static float One(int row, int column) => 1;
        static float Zero(int row, int column) => 0;
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Value(BinaryWriter writer, object value)
    {
        writer.Write(Kind(value));
        if (value is Array many)
        {
            writer.Write(Kind(many.GetValue(0)!));
            writer.Write((ulong)many.Length);
            foreach (var each in many)
                Bare(writer, each);
        }
        else
        {
            Bare(writer, value);
        }
    }

    private static uint Kind(object value) => value switch { uint => 4, int => 5, float => 6, bool => 7, string => 8, Array => 9, _ => throw new ArgumentException("GGUF has no such kind here.", nameof(value)) };

    private static void Bare(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: Text(writer, text); break;
        }
    }
}
