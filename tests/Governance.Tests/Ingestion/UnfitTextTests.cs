using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Invalid text in every place where an import takes text: its row or file is refused, and nothing else.</summary>
public sealed class UnfitTextTests(TestDatabase server)
{
    private const string TextsMap = """
        {
          "zone": "Europe/Vienna",
          "recordings": { "key": "{who}", "subject": "{who}" },
          "anchor": "letter",
          "streams": [
            {
              "name": "letter", "modality": "text", "path": "{who}/{day}.txt",
              "time": { "part": "day", "format": "yyyy-MM-dd" }
            }
          ]
        }
        """;

    private static readonly string Column = Maps.Visits.Replace(
        "\"key\": \"{subject}\", \"subject\": \"{subject}\"",
        "\"key\": \"{subject}-{column:who}\", \"subject\": \"{column:who}\"",
        StringComparison.Ordinal
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("n\0te", "NUL at character 2")]
    [InlineData("note\uFFFE", "U+FFFE")]
    [InlineData("\uFDD0", "U+FDD0")]
    [InlineData("\U0002FFFF", "U+2FFFF")]
    public async Task A_cell_with_it_costs_its_row(string note, string why)
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var table =
            $"at,photo,note,light\n2025-04-12T08:00:00,,before,low\n2025-04-12T08:01:00,,{note},low\n"
            + "2025-04-12T08:02:00,,\u202Eafter\u202C,low\n";
        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, lab.Write("in", ("001/visits.csv", table)));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        var refused = Assert.Single(refusals);
        Assert.Equal(("unfit-text", "001/visits.csv", 2L), (refused.Code, refused.File, refused.Row));
        Assert.Contains(why, refused.What, StringComparison.Ordinal);
        Assert.StartsWith("“note”", refused.What, StringComparison.Ordinal);
        Assert.Equal(2, import.Report!.Samples);
        Assert.Contains(await lab.AllAsync<SamplePart>(), p => p.Excerpt == "\u202Eafter\u202C");
    }

    [Fact]
    public async Task A_row_that_begins_with_it_is_refused_and_not_taken_for_a_comment()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        byte[] table =
        [
            .. "at,photo,note,light\n2025-04-12T08:00:00,,a,low\n\0,,b,low\n\uFFFF,,c,low\n"u8,
            0xE4,
            .. ",,d,low\n2025-04-12T08:02:00,,e,low\n"u8,
        ];
        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, lab.Write("in", ("001/visits.csv", table)));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [("unfit-text", 2L), ("unfit-text", 3L), ("unfit-text", 4L)],
            refusals.Select(r => (r.Code, r.Row!.Value))
        );
        Assert.Equal(2, import.Report!.Samples);
    }

    [Fact]
    public async Task Bytes_that_are_not_of_the_encoding_cost_the_row_in_which_they_are()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var rows = Enumerable
            .Range(0, 3_500)
            .Select(i => $"2025-04-12T08:{i / 60:00}:{i % 60:00},,round {i},low\n")
            .ToArray();
        var (before, after) = (
            Encoding.UTF8.GetBytes(string.Concat(rows[..2_999])),
            Encoding.UTF8.GetBytes(string.Concat(rows[3_000..]))
        );
        byte[] Table(params byte[] bad) =>
            [.. "at,photo,note,light\n"u8, .. before, .. "2025-04-12T08:49:59,,n"u8, .. bad, .. ",low\n"u8, .. after];
        var origin = lab.Write("in", ("001/visits.csv", Table(0xED, 0xA0, 0x80)), ("002/visits.csv", Table(0xE4)));
        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, origin);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [("001/visits.csv", 3_000L), ("002/visits.csv", 3_000L)],
            refusals.Select(r => (r.File!, r.Row!.Value))
        );
        Assert.All(refusals, r => Assert.Contains("not utf-8", r.What, StringComparison.Ordinal));
        Assert.Equal(2 * 3_499, import.Report!.Samples);
    }

    [Fact]
    public async Task Half_a_character_in_a_table_of_UTF_16_costs_its_row()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var text =
            "at,photo,note,light\n2025-04-12T08:00:00,,für 😀,low\n2025-04-12T08:01:00,,x"
            + (char)0xDC00
            + "y,low\n2025-04-12T08:02:00,,z,low\n";
        byte[] bytes = [.. text.SelectMany(c => new[] { (byte)c, (byte)(c >> 8) })];
        var map = Maps.Visits.Replace(
            "\"anchor\"",
            "\"csv\": { \"encoding\": \"utf-16\" }, \"anchor\"",
            StringComparison.Ordinal
        );
        var origin = lab.Write("in", ("001/visits.csv", bytes), ("002/visits.csv", (byte[])[0xFF, 0xFE, .. bytes]));
        var (import, run, refusals) = await lab.ImportAsync(map, origin);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal([("unfit-text", 2L), ("unfit-text", 2L)], refusals.Select(r => (r.Code, r.Row!.Value)));
        Assert.Equal(4, import.Report!.Samples);
        Assert.Contains(await lab.AllAsync<SamplePart>(), p => p.Excerpt == "für 😀");
    }

    [Fact]
    public async Task A_header_with_it_costs_its_table_and_a_mark_inside_a_header_is_no_part_of_the_name()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (import, run, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write(
                "in",
                ("001/visits.csv", "at,photo,no\0te,light\n2025-04-12T08:00:00,,a,low\n"),
                ("002/visits.csv", "at,photo,note\uFFFE,light\n2025-04-12T08:00:00,,a,low\n"),
                ("003/visits.csv", "at,photo,\uFEFFnote,light\n2025-04-12T08:00:00,,\uFEFFa,low\n"),
                ("004/visits.csv", new string('h', 100_000) + ",photo,note,light\n1,,a,low\n")
            )
        );

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [
                ("table-broken", "001/visits.csv"),
                ("table-broken", "002/visits.csv"),
                ("column-not-found", "004/visits.csv"),
            ],
            refusals.Select(r => (r.Code, r.File!)).Distinct()
        );
        Assert.All(refusals, r => Assert.Equal(0, r.Row));
        Assert.Equal(1, import.Report!.Samples);
    }

    [Theory]
    [InlineData("P\0")]
    [InlineData("P\uFFFE")]
    [InlineData("P\uFDD0")]
    [InlineData("P\uFEFF1")]
    [InlineData("P\u202E1")]
    [InlineData("Jane Doe")]
    [InlineData("LONG")]
    public async Task A_subject_that_is_no_pseudonym_costs_its_row(string subject)
    {
        await using var lab = await ImportLab.OpenAsync(server);
        if (subject == "LONG")
            subject = new string('p', 100_000);
        var table =
            $"at,photo,note,light,who\n2025-04-12T08:00:00,,a,low,P-1\n2025-04-12T08:01:00,,b,low,{subject}\n"
            + "2025-04-12T08:02:00,,c,low,P-1\n";
        var (import, run, refusals) = await lab.ImportAsync(Column, lab.Write("in", ("001/visits.csv", table)));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.All(refusals, r => Assert.Equal(("001/visits.csv", 2L), (r.File, r.Row)));
        Assert.True(Assert.Single(refusals).Code is "unfit-text" or "pseudonym-unusable");
        Assert.Equal("P-1", Assert.Single(import.Report!.Subjects).Pseudonym);
        Assert.Equal(2, import.Report.Samples);
    }

    [Fact]
    public async Task A_text_file_with_it_is_refused_and_the_others_come_in()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (import, run, refusals) = await lab.ImportAsync(
            TextsMap,
            lab.Write(
                "in",
                ("a/2025-01-01.txt", "fine"),
                ("a/2025-01-02.txt", "x\uFFFEy"),
                ("a/2025-01-03.txt", "x\0y"),
                ("a/2025-01-04.txt", (byte[])[0x78, 0xED, 0xA0, 0x80]),
                ("a/2025-01-05.txt", "\uFEFFwith \uFEFF marks \u202E"),
                ("a/2025-01-06.txt", "😀" + new string('x', 99_998)),
                ("a/2025-01-07.txt", "\uFDD0")
            )
        );

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [
                ("a/2025-01-02.txt", "text-unfit"),
                ("a/2025-01-03.txt", "text-unfit"),
                ("a/2025-01-04.txt", "text-not-utf8"),
                ("a/2025-01-07.txt", "text-unfit"),
            ],
            refusals.Select(r => (r.File!, r.Code)).Order()
        );
        Assert.Equal(3, (await lab.AllAsync<SamplePart>()).Count(p => p.Digest is not null));
        Assert.Contains(await lab.AllAsync<SamplePart>(), p =>
            p.Excerpt is { } e && e.EnumerateRunes().Count() == 200 && e.EndsWith('…')
        );
        Assert.Equal(4, import.Report!.FilesRefused);
    }

    [Fact]
    public async Task A_name_in_a_zip_with_it_is_refused_and_the_others_come_in()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.Latin1))
        {
            zip.Comment = "caf\u00E9";
            foreach (var name in new[] { "a/2025-01-01.txt", "caf\u00E9/2025-01-02.txt" })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        }
        var (import, run, refusals) = await lab.ImportAsync(TextsMap, await lab.UploadAsync(bytes.ToArray()));
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(("path-unreadable", "caf\uFFFD/2025-01-02.txt"), (Assert.Single(refusals).Code, refusals[0].File));
        Assert.Equal(1, import.Report!.Samples);

        // U+0958 is composed to two characters: the name grows beyond what a row takes.
        var named = TestArchives.Of(
            ("b/2025-01-01.txt", "x"),
            ("b\uFFFE/2025-01-02.txt", "x"),
            ("b\uFDD0/2025-01-03.txt", "x"),
            ("b\u202E/2025-01-04.txt", "x"),
            (string.Concat(Enumerable.Repeat("\u0958", 900)) + "/2025-01-05.txt", "x")
        );
        (import, run, refusals) = await lab.ImportAsync(TextsMap, await lab.UploadAsync(named));
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            ["path-too-long", "path-unreadable", "path-unreadable", "path-unreadable"],
            refusals.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, import.Report!.Samples);
    }

    [Fact]
    public async Task A_name_in_a_tar_with_it_is_refused_and_the_others_come_in()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var name in new[] { "caf~/2025-01-01.txt", "a/2025-01-02.txt", "b\uFFFE/2025-01-03.txt" })
                await writer.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream("x"u8.ToArray()),
                    },
                    Ct
                );
        var bytes = tar.ToArray();
        // “~” becomes the Latin-1 byte of “é”, which is no UTF-8; the header's checksum grows with it.
        var sum = Convert.ToInt32(Encoding.ASCII.GetString(bytes, 148, 6).Trim('\0', ' '), 8) + 0xE9 - '~';
        bytes[3] = 0xE9;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(bytes, 148);

        var (import, run, refusals) = await lab.ImportAsync(TextsMap, await lab.UploadAsync(bytes, "upload.tar"));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(["path-unreadable", "path-unreadable"], refusals.Select(r => r.Code));
        Assert.Equal(1, import.Report!.Samples);
    }

    [Fact]
    public async Task A_name_in_a_folder_that_is_not_UTF_8_is_refused_and_the_others_come_in()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var origin = lab.Write("in", ("a/2025-01-01.txt", "x"));
        // .NET can neither make nor delete a file whose name is not UTF-8.
        await ShellAsync(
            "cd \"$0\" && mkdir \"$(printf 'caf\\351')\" && echo x > \"$(printf 'caf\\351/2025-01-02.txt')\""
        );
        await ShellAsync("cd \"$0\" && echo x > \"$(printf 'a/\\377.txt')\"");
        var (import, run, refusals) = await lab.ImportAsync(TextsMap, origin);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(["path-unreadable", "path-unreadable"], refusals.Select(r => r.Code));
        Assert.Equal(1, import.Report!.Samples);
        await ShellAsync("rm -r \"$0\"");

        async Task ShellAsync(string script)
        {
            using var shell = Process.Start("sh", ["-c", script, lab.PathOf("in")]);
            await shell.WaitForExitAsync(Ct);
            Assert.Equal(0, shell.ExitCode);
        }
    }

    [Fact]
    public async Task What_is_longer_than_its_column_is_refused_by_field_and_our_sentences_end_between_characters()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var emoji = string.Concat(Enumerable.Repeat("😀", 300));
        var table =
            $"at,photo,note,light\n2025-04-12T08:00:00,,a,{new string('l', 201)}\n2025-04-12T08:01:00,{emoji},b,low\n"
            + $"2025-04-12T08:02:00,x{emoji},{emoji},low\n2025-04-12T08:03:00,,{new string('n', 100_000)},{emoji[..400]}\n";
        var heat =
            $"t,c\n2025-04-12T08:00:00,1\n2025-04-12T08:00:01,x{emoji}\n2025-04-12T08:00:02,{emoji}\n{emoji},1\nx{emoji},1\n";
        var (import, run, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("in", ("001/visits.csv", table), ("001/heat.csv", heat))
        );

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            "“light” is 201 characters long; it takes at most 200.",
            Assert.Single(refusals, r => r.Code == "unfit-text").What
        );
        Assert.Equal(3, import.Report!.Samples);
        var missing = (await lab.AllAsync<SamplePart>()).Where(p => p.Missing == MissingReason.FileMissing);
        Assert.Equal(2, missing.Count(p => p.MissingDetail!.Contains("😀😀", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"note\\u0000\"", "$.anchor", "NUL")]
    [InlineData("\"note\\uD800\"", "$.anchor", "half a character")]
    [InlineData("\"note\\uFFFE\"", "$.anchor", "U+FFFE")]
    [InlineData("LONG", "$.streams[0].name", "it takes at most 80")]
    [InlineData("\" \"", "$.streams[0].name", "no name")]
    public void A_map_with_it_is_refused_with_its_place(string name, string path, string why)
    {
        if (name == "LONG")
            name = $"\"{new string('n', 81)}\"";
        var map = Maps
            .Visits.Replace("\"name\": \"note\"", $"\"name\": {name}", StringComparison.Ordinal)
            .Replace("\"anchor\": \"note\"", $"\"anchor\": {name}", StringComparison.Ordinal);
        var (read, errors) = ImportMapReader.Read(map);
        Assert.Null(read);
        Assert.Contains(errors, e => e.Path == path && e.What.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"strata\": { \"light\\u0000\": \"x\", ")]
    [InlineData("\"strata\": { \"light\\uD800\": \"x\", ")]
    [InlineData("\"strata\": { \" \": \"x\", ")]
    public void A_name_in_a_map_with_it_is_refused(string strata) =>
        Assert.NotEmpty(
            ImportMapReader.Read(Maps.Visits.Replace("\"strata\": { ", strata, StringComparison.Ordinal)).Errors
        );

    [Fact]
    public void A_map_of_half_characters_is_refused_and_a_misspelt_member_is_told_what_was_meant()
    {
        var half = ImportMapReader.Read("{\"zone\":\"" + (char)0xD800 + "\"}").Errors;
        Assert.Contains("half a character", Assert.Single(half).What, StringComparison.Ordinal);
        var misspelt = ImportMapReader
            .Read(Maps.Visits.Replace("\"window\"", "\"widnow\"", StringComparison.Ordinal))
            .Errors;
        Assert.Contains(misspelt, e => e.Remedy.StartsWith("Did you mean “window”?", StringComparison.Ordinal));
    }
}
