using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Governance.Ingestion;

namespace Governance.Tests.Ingestion;

/// <summary>A small map: visits with a photo and a note, a temperature, one subject for each folder.</summary>
internal static class Maps
{
    public const string Visits = """
        {
          "zone": "Europe/Zurich",
          "recordings": { "key": "{subject}", "subject": "{subject}", "kind": "machine" },
          "anchor": "note",
          "window": { "before": "10m", "after": "10m" },
          "maximumRefusedShare": 1,
          "strata": { "light": "{column:light}", "site": "hall" },
          "streams": [
            {
              "name": "note", "modality": "text",
              "listedBy": { "table": "{subject}/visits.csv", "text": "note" }, "time": { "columns": ["at"] }
            },
            {
              "name": "photo", "modality": "image",
              "listedBy": { "table": "{subject}/visits.csv", "file": "{subject}/photos/{column:photo}" },
              "time": { "columns": ["at"] }
            },
            {
              "name": "heat", "modality": "sensor", "path": "{subject}/heat.csv",
              "time": { "columns": ["t"] }, "channels": [{ "column": "c", "unit": "Cel" }]
            }
          ]
        }
        """;

    public const string VisitsTable = "at,photo,note,light\n2025-04-12T08:00:00,a.jpg,Looks fine,low\n";

    public static string Heat(int rows = 20) =>
        "t,c\n"
        + string.Concat(
            Enumerable
                .Range(0, rows)
                .Select(i => $"2025-04-12T{new TimeOnly(7, 50).Add(TimeSpan.FromSeconds(30 * i)):HH:mm:ss},{20 + i}\n")
        );

    public static ImportMap Read(string json)
    {
        var (map, errors) = ImportMapReader.Read(json);
        Assert.True(map is not null, string.Join("\n", errors));
        return map;
    }
}

/// <summary>Small pictures, drawn and broken.</summary>
internal static class Pictures
{
    public static byte[] Jpeg(int width = 320, int height = 240) => Drawn(width, height, ".jpg");

    public static byte[] Png(int width = 64, int height = 48) => Drawn(width, height, ".png");

    /// <summary>A JPEG with EXIF time, GPS position and orientation 6 (lying on its side).</summary>
    public static byte[] WithExif()
    {
        using var plain = NetVips.Image.Black(300, 200, bands: 3) + 90;
        using var bytes = plain
            .Cast(NetVips.Enums.BandFormat.Uchar)
            .Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        using var tagged = bytes.Mutate(image =>
        {
            image.Set(NetVips.GValue.GIntType, "orientation", 6);
            image.Set(NetVips.GValue.GStrType, "exif-ifd2-DateTimeOriginal", "2025:04:12 09:59:58");
            image.Set(NetVips.GValue.GStrType, "exif-ifd0-Make", "Maker");
            image.Set(NetVips.GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
        });
        return tagged.JpegsaveBuffer();
    }

    /// <summary>The header of a JPEG of 65,500 × 65,500 pixels, and nothing behind it.</summary>
    public static byte[] FourGigapixelHeader()
    {
        var small = Jpeg(16, 16);
        var at = 2;
        while (!(small[at] == 0xFF && small[at + 1] is 0xC0 or 0xC2))
            at += 2 + (small[at + 2] << 8 | small[at + 3]);
        (small[at + 5], small[at + 6], small[at + 7], small[at + 8]) = (0xFF, 0xDC, 0xFF, 0xDC);
        return small;
    }

    /// <summary>A PNG whose header says how large it is, with one row's worth of nothing behind it.</summary>
    public static byte[] LongPng(int width, int height)
    {
        var png = Png(16, 16);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        // The checksum of the header chunk, type and data.
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ ((crc & 1) == 1 ? 0xEDB88320 : 0);
        }
        return ~crc;
    }

    /// <summary>A TIFF of many channels.</summary>
    public static byte[] Tiff(int width, int height, int channels)
    {
        using var image = NetVips.Image.Black(width, height, bands: channels);
        return image.WriteToBuffer(".tif");
    }

    /// <summary>A TIFF of many pages.</summary>
    public static byte[] Pages(int pages)
    {
        using var page = NetVips.Image.Black(8, 8);
        using var all = NetVips.Image.Arrayjoin([.. Enumerable.Repeat(page, pages)], across: 1);
        using var paged = all.Mutate(image => image.Set(NetVips.GValue.GIntType, "page-height", 8));
        return paged.WriteToBuffer(".tif");
    }

    private static byte[] Drawn(int width, int height, string format)
    {
        using var x = NetVips.Image.Xyz(width, height);
        using var bands = x[0].Bandjoin(x[1], x[0] + x[1]);
        using var image = bands
            .Cast(NetVips.Enums.BandFormat.Uchar)
            .Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        return image.WriteToBuffer(format);
    }
}

/// <summary>Archives as a browser would bring them.</summary>
internal static class TestArchives
{
    /// <param name="files">Content is a string or bytes.</param>
    public static byte[] Of(params (string Name, object Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            }
        return bytes.ToArray();
    }
}
