using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Assistant.Plugins.Tests.Documents;

/// <summary>Small PDF files that were made to do harm; without a table of places, which readers rebuild.</summary>
internal static class SamplePdf
{
    public static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = new byte[1024 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 150; i++)
                deflate.Write(blanks);
        }

        return Of("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", packed.ToArray());
    }

    public static byte[] Loop() => Of("<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 2000000000 >>", []);

    private static byte[] Of(string pages, byte[] content)
    {
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
        Write("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Write($"2 0 obj\n{pages}\nendobj\n");
        Write("3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n");
        Write(string.Create(CultureInfo.InvariantCulture, $"4 0 obj\n<< /Length {content.Length} /Filter /FlateDecode >>\nstream\n"));
        file.Write(content);
        Write("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n");
        return file.ToArray();
    }
}
