using System.Text;
using Governance.Consent;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

public sealed class ConsentCsvTests(TestDatabase server)
{
    private const string Header = "subject,purpose,state,modalities,effective_at,notice,language\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<ConsentCsvReport> ReadAsync(Slice slice, string text, bool apply = true) =>
        ReadAsync(slice, Encoding.UTF8.GetBytes(text), apply);

    private static async Task<ConsentCsvReport> ReadAsync(Slice slice, byte[] bytes, bool apply = true) =>
        (await slice.Get<ConsentCsv>().ReadAsync(Slice.Steward, new MemoryStream(bytes), apply, Ct)).Value;

    private async Task<Slice> OpenAsync()
    {
        var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        return slice;
    }

    [Fact]
    public async Task Rows_become_records_and_new_subjects()
    {
        await using var slice = await OpenAsync();
        var report = await ReadAsync(
            slice,
            """
            subject,kind,purpose,state,modalities,effective_at,valid_until,notice,language,method
            P-001,person,research,given,text;image,2026-01-01T10:00:00+01:00,2027-01-01,Notice 2,de,electronic
            pump-1,machine,research,given,all,2026-01-01,,,,operator-declaration
            """
        );
        Assert.Empty(report.Problems);
        Assert.True(report.Applied);
        Assert.Equal((2, 2, 2), (report.Rows, report.Added, report.SubjectsAdded));
        await using var db = slice.Db();
        var records = await db.Set<ConsentRecord>().OrderBy(c => c.Sequence).ToListAsync(Ct);
        Assert.Equal([Modalities.Text | Modalities.Image, Modalities.All], records.Select(r => r.Modalities));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero), records[0].EffectiveAt);
        Assert.Equal(SubjectKind.Machine, (await db.Set<Subject>().SingleAsync(s => s.Pseudonym == "pump-1", Ct)).Kind);
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing_and_another_word_is_another_row()
    {
        await using var slice = await OpenAsync();
        const string File = Header + "P-001,research,given,all,2026-01-01T08:00:00.123456789Z,v1,de\n";
        await ReadAsync(slice, File);
        var again = await ReadAsync(slice, File);
        Assert.Equal((0, 1), (again.Added, again.AlreadyThere));
        // Narrower than the recorded consent: if it counted as the same, the wider consent stays in force.
        var narrower = await ReadAsync(slice, File.Replace(",all,", ",text,", StringComparison.Ordinal));
        Assert.Equal((1, 0), (narrower.Added, narrower.AlreadyThere));
    }

    [Fact]
    public async Task One_wrong_row_and_nothing_is_written_with_every_wrong_row_named()
    {
        await using var slice = await OpenAsync();
        var report = await ReadAsync(
            slice,
            """
            subject,purpose,state,effective_at,valid_until,modalities
            P-001,research,given,2026-01-01,,all
            Jane Doe,research,given,2026-01-01,,all
            P-003,reserach,given,2026-01-01,,all
            P-004,research,maybe,2026-01-01,,all
            P-005,research,given,2026-01-01T10:00:00,,all
            P-006,research,given,2026-01-01,2025-01-01,all
            P-007,research,given,2026-01-01,,smell
            P-008,research,given,2030-01-01,,all
            P-009,research,given,2026-01-01,,
            P-010,research,given,03/04/2025 10:00Z,,all
            P-011,research,given,08:15:00Z,,all
            P-012,research,given,0001-01-01,,all
            """
        );
        Assert.False(report.Applied);
        Assert.Equal([2L, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], report.Problems.Select(p => p.Row).Distinct());
        Assert.Contains("“research”", Assert.Single(report.Problems, p => p.Row == 3).Remedy, StringComparison.Ordinal);
        Assert.Equal("The row names no modality.", Assert.Single(report.Problems, p => p.Row == 9).What);
        await using var db = slice.Db();
        Assert.False(await db.Set<Subject>().AnyAsync(Ct));
        Assert.False(await db.Set<ConsentRecord>().AnyAsync(Ct));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("\n", "The column “subject” is missing.")]
    [InlineData(
        "subject,purpose,state,effective_at\nP-1,research,given,2026-01-01\n",
        "The column “modalities” is missing."
    )]
    [InlineData(
        "subject,purpose,state,modalities,effective_at,Subject\nP-1,research,given,all,2026-01-01,x\n",
        "The header names the column “Subject” twice."
    )]
    [InlineData(
        "subject,purpose,state,modalities,effective_at,languge\nP-1,research,given,all,2026-01-01,de\n",
        "Did you mean “language”?"
    )]
    [InlineData(
        "subject,purpose,state,modalities,effective_at,no\0te\nP-1,research,given,all,2026-01-01,de\n",
        "NUL at character 3"
    )]
    [InlineData("\"sub\nject\",purpose\n\"x", "The column “subject” is missing.")]
    [InlineData(
        Header + "P-1,research,given,all,2026-01-01,v1,de\nP-2,research,given,all,2026-01-01,\"v\"1,de\n",
        "malformed"
    )]
    [InlineData(
        Header + "P-1,research,given,text,image,2026-01-01,v1,de\n",
        "The row has 8 cells, but the header has 7."
    )]
    public async Task A_file_that_cannot_be_read_by_its_header_is_refused_in_words(string text, string words)
    {
        await using var slice = await OpenAsync();
        var report = await ReadAsync(slice, text);
        Assert.Contains(report.Problems, p => $"{p.What} {p.Remedy}".Contains(words, StringComparison.Ordinal));
        Assert.False(report.Applied);
    }

    [Theory]
    [InlineData("subject,purpose,state,modalities,effective_at,, \nP-1,research,given,all,2026-01-01,,\n\n,,,,,,\n")]
    [InlineData("\uFEFFSubject, Purpose ,STATE,modalities,effective_at\nP-1,research,given,Text;IMAGE,2026-01-01\n")]
    public async Task Columns_and_rows_that_are_blank_are_left_out(string text)
    {
        await using var slice = await OpenAsync();
        var report = await ReadAsync(slice, text);
        Assert.Empty(report.Problems);
        Assert.Equal(1, report.Added);
    }

    [Theory]
    [InlineData("notice", "v\01", "NUL")]
    [InlineData("notice", "v\uFFFE", "U+FFFE")]
    [InlineData("notice", "v\uFDD0", "U+FDD0")]
    [InlineData("notice", "LONG", "200,000 characters long")]
    [InlineData("language", "de-1901-x-a-language-of-thirty-six-c", "36 characters long")]
    [InlineData("subject", "P\uFFFE", "U+FFFE")]
    [InlineData("subject", "P-\u202E1", "is not a valid pseudonym")]
    [InlineData("subject", "P-1\uFEFF", "is not a valid pseudonym")]
    public async Task Text_that_no_field_may_hold_is_refused_with_row_and_column(string column, string text, string why)
    {
        await using var slice = await OpenAsync();
        var cells = new Dictionary<string, string>
        {
            ["subject"] = "P-2",
            ["notice"] = "v1",
            ["language"] = "de",
            [column] = text == "LONG" ? new('x', 200_000) : text,
        };
        var report = await ReadAsync(
            slice,
            $"{Header}P-1,research,given,all,2026-01-01,v1,de\n"
                + $"{cells["subject"]},research,given,all,2026-01-01,{cells["notice"]},{cells["language"]}\n"
        );
        var problem = Assert.Single(report.Problems);
        Assert.Equal(2, problem.Row);
        Assert.Contains(column, problem.Column + problem.What, StringComparison.Ordinal);
        Assert.Contains(why, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_of_another_encoding_are_refused_by_row_and_column()
    {
        await using var slice = await OpenAsync();
        byte[] latin =
        [
            .. Encoding.UTF8.GetBytes(Header + "P-001,research,given,all,2026-01-01,v1,de\n"),
            .. Encoding.Latin1.GetBytes("P-002,research,given,all,2026-01-01,Einverständnis,de\n"),
        ];
        var problem = Assert.Single((await ReadAsync(slice, latin)).Problems);
        Assert.Equal((2L, "notice"), (problem.Row, problem.Column));
        Assert.Contains("not UTF-8", problem.What, StringComparison.Ordinal);

        byte[] surrogate =
        [
            .. Encoding.UTF8.GetBytes(Header + "P-001,research,given,all,2026-01-01,v"),
            0xED,
            0xA0,
            0x80,
            .. ",de\n"u8,
        ];
        Assert.Equal("notice", Assert.Single((await ReadAsync(slice, surrogate)).Problems).Column);
    }

    [Fact]
    public async Task Utf_16_is_read_by_its_mark_and_half_a_character_in_it_is_refused()
    {
        await using var slice = await OpenAsync();
        static byte[] Utf16(string text) => [0xFF, 0xFE, .. text.SelectMany(c => new[] { (byte)c, (byte)(c >> 8) })];
        Assert.Equal(
            1,
            (await ReadAsync(slice, Utf16(Header + "P-001,research,given,all,2026-01-01,für 😀,de\n"))).Added
        );
        var problem = Assert.Single(
            (
                await ReadAsync(
                    slice,
                    Utf16(Header + "P-002,research,given,all,2026-01-01,v" + (char)0xD800 + "1,de\n")
                )
            ).Problems
        );
        Assert.Equal((1L, "notice"), (problem.Row, problem.Column));
    }

    [Fact]
    public async Task A_consent_recorded_at_the_door_is_held_to_its_columns()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var registry = slice.Get<Consents>();
        var subject = (await registry.AddSubjectAsync(Slice.Steward, "P-1", SubjectKind.Person, null, Ct)).Value;
        async Task<Refusal?> Of(Func<NewConsent, NewConsent> change) =>
            (
                await registry.RecordAsync(
                    Slice.Steward,
                    change(
                        new(
                            subject.Id,
                            purpose.Id,
                            ConsentState.Given,
                            Modalities.All,
                            Slice.Start.AddDays(-1),
                            null,
                            "v1",
                            "de",
                            ConsentMethod.Spoken
                        )
                    ),
                    Ct
                )
            ).Refusal;

        Assert.Equal("language", Assert.IsType<UnfitText>(await Of(c => c with { Language = new('d', 36) })).Field);
        Assert.Equal("notice", Assert.IsType<UnfitText>(await Of(c => c with { Notice = "v\0" })).Field);
        Assert.IsType<ConsentWithoutModality>(await Of(c => c with { Modalities = Modalities.None }));
        Assert.IsType<ConsentInstantUnusable>(await Of(c => c with { EffectiveAt = DateTimeOffset.MinValue }));
        Assert.IsType<ConsentInstantUnusable>(await Of(c => c with { ValidUntil = DateTimeOffset.MaxValue }));
        Assert.IsType<UnfitText>(
            (await registry.AddSubjectAsync(Slice.Steward, "P-2", SubjectKind.Person, new('x', 501), Ct)).Refusal
        );
        Assert.IsType<UnfitText>(
            (await registry.AddPurposeAsync(Slice.Steward, "other", new('x', 121), "words", Ct)).Refusal
        );
        Assert.IsType<PseudonymUnusable>(
            (await registry.AddSubjectAsync(Slice.Steward, "P-3\n.", SubjectKind.Person, null, Ct)).Refusal
        );
        Assert.Null(await Of(c => c with { Language = new('d', 35) }));
    }
}
