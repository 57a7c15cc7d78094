using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>The numbered objects of a PDF 1.7 file (ISO 32000-1, 7.5).</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public int Add(string text)
    {
        var number = Reserve();
        Set(number, text);
        return number;
    }

    public void Set(int number, string text) => _objects[number - 1] = Encoding.Latin1.GetBytes(text);

    public int AddStream(byte[] bytes, string also = "")
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(bytes);
        _objects.Add([.. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<< /Length {packed.Length} /Filter /FlateDecode {also} >>\nstream\n")), .. packed.ToArray(), .. "\nendstream"u8]);
        return _objects.Count;
    }

    /// <summary>A text string, whatever its characters.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public byte[] File(int root, int info)
    {
        using var file = new MemoryStream();
        Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            places.Add(file.Length);
            Write($"{i + 1} 0 obj\n");
            file.Write(_objects[i]!);
            Write("\nendobj\n");
        }

        var table = file.Length;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write(string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        Write($"trailer\n<< /Size {places.Count + 1} /Root {root} 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
