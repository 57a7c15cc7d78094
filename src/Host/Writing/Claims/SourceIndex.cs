using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>What the sources have, so that each question about it is answered without reading them again.</summary>
internal sealed class SourceIndex
{
    private readonly HashSet<string> _links = [];
    private readonly HashSet<string> _handles = [];
    private readonly SourceFigures _figures;
    private readonly SourceDates _dates;
    private readonly YearLengths _lengths;
    private int _line;

    public SourceIndex(DateOnly today)
    {
        _lengths = new YearLengths(today);
        _dates = new SourceDates(Words, today);
        _figures = new SourceFigures(_dates, _lengths);
    }

    public SourceWords Words { get; } = new();

    /// <param name="source">Read.</param>
    /// <param name="without">Tokens that this index must not know of; null for none.</param>
    public void Add(ReadSource source, bool[]? without = null)
    {
        // The fields of one person are one line: first and last name stand in two.
        var line = source.Source.Kind switch
        {
            SourceKind.Contact => 0,
            SourceKind.Sender => 1,
            _ => _line++ + 2,
        };
        foreach (var link in source.Tokens.Where(static token => token.Kind == TokenKind.Link))
            AddLink(link.Raw);
        Words.Add(source.Tokens, line, without);
        _figures.Add(source.Quantities);
        _dates.Add(source);
        _lengths.Add(source);
    }

    public bool HasLink(string link) => _links.Contains(LinkReader.Normal(link));

    public bool HasHandle(string handle)
    {
        var name = Folding.Key(handle).TrimStart('@');
        return _handles.Contains(name) || Words.HasConcept(name);
    }

    /// <summary>So many years can be worked out from the dates.</summary>
    public bool HasYears(double years) => _lengths.Has((int)years) && years == Math.Floor(years);

    public void CloseDurations() => _lengths.Close();

    /// <param name="quantity">Of the text.</param>
    /// <param name="isRounded">The text says that it is: about, nearly, over.</param>
    public bool Has(Quantity quantity, bool isRounded) => _figures.Has(quantity, isRounded);

    public bool Has(DateMention date) => _dates.Has(date);

    private void AddLink(string raw)
    {
        var normal = LinkReader.Normal(raw);
        _links.Add(normal);
        if (raw.StartsWith('@'))
        {
            _handles.Add(normal.TrimStart('@'));
            return;
        }
        _handles.Add(normal[(normal.LastIndexOf('/') + 1)..]);
        var edge = normal.IndexOfAny(['/', '?', '#']);
        var host = edge < 0 ? normal : normal[..edge];
        if (!host.Contains('@', StringComparison.Ordinal))
            _links.Add(host);
    }
}
