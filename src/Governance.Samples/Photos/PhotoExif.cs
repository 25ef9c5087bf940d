using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Governance.Samples;

/// <summary>
/// Writes the EXIF data (CIPA DC-008) of a phone into a JPEG: orientation, camera, time and, on some photos, the position, so
/// that the import has something to strip.
/// </summary>
internal static class PhotoExif
{
    public static byte[] Write(byte[] jpeg, DateTimeOffset at, ushort orientation, bool located, SeededRandom random)
    {
        var tiff = Tiff(at, orientation, located, random);
        var segment = new byte[4 + 6 + tiff.Length];
        (segment[0], segment[1]) = (0xFF, 0xE1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        "Exif\0\0"u8.CopyTo(segment.AsSpan(4));
        tiff.CopyTo(segment, 10);
        return [.. jpeg.AsSpan(0, 2), .. segment, .. jpeg.AsSpan(2)];
    }

    private static byte[] Tiff(DateTimeOffset at, ushort orientation, bool located, SeededRandom random)
    {
        var time = at.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture);
        var main = new Directory();
        main.Text(0x010F, "Synthetic");
        main.Text(0x0110, "Pump station generator");
        main.Short(0x0112, orientation);
        main.Text(0x0132, time);
        var exif = new Directory();
        exif.Text(0x9003, time);
        exif.Text(0x9011, at.ToString("zzz", CultureInfo.InvariantCulture));
        Directory? position = null;
        if (located)
        {
            // Null Island, where nobody lives.
            position = new Directory();
            position.Text(1, "N");
            position.Degrees(2, random.Between(0.001, 0.009));
            position.Text(3, "E");
            position.Degrees(4, random.Between(0.001, 0.009));
        }
        main.Pointer(0x8769, exif);
        if (position is not null)
            main.Pointer(0x8825, position);
        var bytes = new List<byte>(400);
        bytes.AddRange("MM\0*\0\0\0\u0008"u8.ToArray());
        main.WriteTo(bytes);
        return [.. bytes];
    }

    /// <summary>One image file directory, big-endian.</summary>
    private sealed class Directory
    {
        private readonly List<(ushort Tag, ushort Type, uint Count, byte[] Value, Directory? Points)> _fields = [];

        public void Text(ushort tag, string text) =>
            _fields.Add((tag, 2, (uint)text.Length + 1, Encoding.ASCII.GetBytes(text + "\0"), null));

        public void Short(ushort tag, ushort value) =>
            _fields.Add((tag, 3, 1, [(byte)(value >> 8), (byte)value], null));

        public void Pointer(ushort tag, Directory to) => _fields.Add((tag, 4, 1, [], to));

        public void Degrees(ushort tag, double degrees)
        {
            var value = new byte[24];
            var minutes = (degrees - Math.Floor(degrees)) * 60;
            foreach (
                var (i, number, by) in new[]
                {
                    (0, (uint)degrees, 1u),
                    (8, (uint)minutes, 1u),
                    (16, (uint)((minutes - Math.Floor(minutes)) * 6000), 100u),
                }
            )
            {
                BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(i), number);
                BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(i + 4), by);
            }
            _fields.Add((tag, 5, 3, value, null));
        }

        public void WriteTo(List<byte> bytes)
        {
            var fields = _fields.OrderBy(f => f.Tag).ToList();
            var start = bytes.Count;
            var entries = new byte[2 + fields.Count * 12 + 4];
            BinaryPrimitives.WriteUInt16BigEndian(entries, (ushort)fields.Count);
            bytes.AddRange(entries);
            for (var i = 0; i < fields.Count; i++)
            {
                var (tag, type, count, value, points) = fields[i];
                var entry = new byte[12];
                BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
                BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(2), type);
                BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(4), count);
                if (value.Length is > 0 and <= 4)
                    value.CopyTo(entry, 8);
                else
                {
                    BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(8), (uint)bytes.Count);
                    if (points is not null)
                        points.WriteTo(bytes);
                    else
                        bytes.AddRange(value);
                    if (bytes.Count % 2 == 1)
                        bytes.Add(0);
                }
                for (var b = 0; b < 12; b++)
                    bytes[start + 2 + i * 12 + b] = entry[b];
            }
        }
    }
}
