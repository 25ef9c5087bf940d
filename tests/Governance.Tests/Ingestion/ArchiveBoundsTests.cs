using System.Buffers.Binary;
using System.Formats.Tar;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Nesting, count, ratio and length of names: each has a bound with a setting.</summary>
public sealed class ArchiveBoundsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folders_inside_one_another_and_long_paths_are_refused_by_their_settings()
    {
        await using var lab = await ImportLab.OpenAsync(
            server,
            null,
            ("MaxFolderDepth", "3"),
            ("MaxPathCharacters", "40")
        );
        var zip = TestArchives.Of(
            ("001/visits.csv", Maps.VisitsTable),
            ("a/b/c/d/e.txt", "x"),
            ("001/" + new string('y', 50), "x")
        );
        var (_, _, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(zip));
        Assert.Contains(refusals, r =>
            r.Code == "folders-too-deep" && r.Remedy.Contains("Ingestion:MaxFolderDepth", StringComparison.Ordinal)
        );
        Assert.Contains(refusals, r =>
            r.Code == "path-too-long" && r.Remedy.Contains("Ingestion:MaxPathCharacters", StringComparison.Ordinal)
        );

        var folder = lab.Write("in", ("001/visits.csv", Maps.VisitsTable), ("a/b/c/d/e/f/g.txt", "x"));
        Assert.Contains((await lab.ImportAsync(Maps.Visits, folder)).Refusals, r =>
            r is { Code: "folders-too-deep", File: "a/b/c/d" }
        );
    }

    [Fact]
    public async Task Folders_of_a_tar_count_as_entries()
    {
        await using var lab = await ImportLab.OpenAsync(server, null, ("MaxFiles", "5"));
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            for (var i = 0; i < 6; i++)
                await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.Directory, $"d{i}/"), Ct);
        var (_, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(tar.ToArray(), "x.tar"));
        Assert.Equal((RunState.Failed, "too-many-files"), (run.State, Assert.Single(refusals).Code));
    }

    [Fact]
    public async Task An_archive_inside_an_archive_is_a_file_and_never_unpacked()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var inner = TestArchives.Of(("002/visits.csv", Maps.VisitsTable));
        var (import, _, _) = await lab.ImportAsync(
            Maps.Visits,
            await lab.UploadAsync(TestArchives.Of(("001/visits.csv", Maps.VisitsTable), ("inner.zip", inner)))
        );
        Assert.Equal((1, 1), (import.Report!.Recordings, import.Report.FilesUnused));
    }

    [Fact]
    public async Task A_zip_whose_entries_share_their_packed_bytes_is_refused_as_a_whole()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        // Each entry alone stays below the ratio; together they unpack to far more than the archive holds.
        var (_, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(Overlapping(entries: 400)));
        Assert.Equal((RunState.Failed, "compressed-too-well"), (run.State, Assert.Single(refusals).Code));
    }

    /// <summary>One deflated table; a directory that names it many times.</summary>
    private static byte[] Overlapping(int entries)
    {
        var noise = new byte[1 << 20];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (byte)('a' + i * 2654435761L % 101 % 26);
        var one = TestArchives.Of(("001/heat.csv", noise));
        var end = one.AsSpan().LastIndexOf("PK\x05\x06"u8);
        var start = BinaryPrimitives.ReadInt32LittleEndian(one.AsSpan(end + 16));
        var line = one.AsSpan(start, end - start).ToArray();
        using var made = new MemoryStream();
        made.Write(one.AsSpan(0, start));
        for (var i = 0; i < entries; i++)
        {
            // The same length of name as 001/heat.csv, so that nothing else moves.
            System.Text.Encoding.ASCII.GetBytes($"{i:D3}/heat.csv").CopyTo(line.AsSpan(46));
            made.Write(line);
        }
        var tail = one.AsSpan(end, 22).ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(8), (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(10), (ushort)entries);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(12), entries * line.Length);
        made.Write(tail);
        return made.ToArray();
    }
}
