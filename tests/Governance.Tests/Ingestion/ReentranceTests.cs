using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Provenance;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

public sealed class ReentranceTests(TestDatabase server)
{
    private static (string, object)[] Files(int subjects) =>
        [
            .. Enumerable
                .Range(1, subjects)
                .SelectMany(i =>
                    new (string, object)[]
                    {
                        ($"{i:D3}/visits.csv", Maps.VisitsTable.Replace("fine", $"fine {i}", StringComparison.Ordinal)),
                        ($"{i:D3}/photos/a.jpg", Pictures.Jpeg(300 + i, 200)),
                        ($"{i:D3}/heat.csv", Maps.Heat(20 + i)),
                    }
                ),
        ];

    [Fact]
    public async Task The_body_run_twice_adds_nothing_the_second_time()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var import = await lab.StartAsync(Maps.Visits, lab.Write("in", Files(2)));
        await lab.RunBodyAsync(import, TestContext.Current.CancellationToken);
        var before = await ContentAsync(lab);

        await lab.RunBodyAsync(import, TestContext.Current.CancellationToken);

        Assert.Equal(before, await ContentAsync(lab));
        Assert.Single(await lab.AllAsync<LedgerEntry>(), e => e.Kind == "import.finished");
        Assert.Equal(2, (await lab.AllAsync<LedgerEntry>()).Count(e => e.Kind == "subject.created"));
    }

    [Fact]
    public async Task Killed_after_any_number_of_files_and_run_again_it_ends_with_the_same_digests()
    {
        await using var whole = await ImportLab.OpenAsync(server);
        await whole.ImportAsync(Maps.Visits, whole.Write("in", Files(3)));
        await using var broken = await ImportLab.OpenAsync(server);
        var import = await broken.StartAsync(Maps.Visits, broken.Write("in", Files(3)));

        foreach (var files in (int[])[1, 4, 8])
        {
            using var kill = new CancellationTokenSource();
            var running = broken.RunBodyAsync(import, kill.Token);
            while (!running.IsCompleted && (await broken.AllAsync<ImportedFile>()).Count < files)
                await Task.Yield();
            await kill.CancelAsync();
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                Assert.Empty(await broken.AllAsync<Sample>());
            }
        }
        await broken.RunBodyAsync(import, TestContext.Current.CancellationToken);

        Assert.Equal(await ContentAsync(whole), await ContentAsync(broken));
    }

    [Fact]
    public async Task Cancelled_it_leaves_no_file_rows_and_no_samples()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var import = await lab.StartAsync(Maps.Visits, lab.Write("in", Files(1)));
        await lab.RunBodyAsync(
            await lab.StartAsync(Maps.Visits, lab.Write("other", ("009/visits.csv", Maps.VisitsTable))),
            TestContext.Current.CancellationToken
        );
        var kept = (await lab.AllAsync<ImportedFile>()).Count;

        await lab.Slice.Get<ImportJob>().CleanUpAsync(import.Id, TestContext.Current.CancellationToken);
        var finished = (await lab.AllAsync<Import>()).Single(i => i.FinishedAt is not null);
        await lab.Slice.Get<ImportJob>().CleanUpAsync(finished.Id, TestContext.Current.CancellationToken);

        Assert.Equal(kept, (await lab.AllAsync<ImportedFile>()).Count);
        Assert.DoesNotContain(await lab.AllAsync<ImportedFile>(), f => f.ImportId == import.Id);
    }

    [Fact]
    public async Task A_sample_knows_exactly_its_own_photo_note_series_and_files()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        // The same photo, note and series in three recordings: equal content must not mix their provenance.
        var (import, _, _) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write(
                "in",
                [
                    .. Enumerable
                        .Range(1, 3)
                        .SelectMany(i =>
                            new (string, object)[]
                            {
                                ($"{i:D3}/visits.csv", Maps.VisitsTable),
                                ($"{i:D3}/photos/a.jpg", Pictures.Jpeg()),
                                ($"{i:D3}/heat.csv", Maps.Heat()),
                            }
                        ),
                ]
            )
        );
        var sample = (await lab.AllAsync<Sample>()).Single(s => s.Key.StartsWith("002/", StringComparison.Ordinal));
        var parts = (await lab.AllAsync<SamplePart>()).Where(p => p.SampleId == sample.Id).ToList();

        var steps = await lab
            .Slice.Get<ProvenanceGraph>()
            .BackFromAsync(ThingKey.Sample(sample.Id), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["align", "harmonise", "normalise", "unpack"],
            steps.Select(s => s.Activity.Kind).Distinct().Order(StringComparer.Ordinal)
        );
        var inputs = steps.Single(s => s.Activity.Kind == "align").Edges.Select(e => e.Input).ToHashSet();
        Assert.Contains(ThingKey.Item(import.Id, "002/photos/a.jpg", 0), inputs);
        Assert.Contains(ThingKey.Stream(parts.Single(p => p.Name == "heat").StreamId!.Value), inputs);
        Assert.Equal(4, inputs.Count);
        Assert.All(
            steps.SelectMany(s => s.Edges).Where(e => e.Output!.StartsWith("file:", StringComparison.Ordinal)),
            e => Assert.StartsWith(ThingKey.File(import.Id, "002/"), e.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_known_subject_is_matched_by_its_pseudonym_and_a_new_one_has_the_kind_of_the_map()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var known = await lab
            .Slice.Get<Consents>()
            .AddSubjectAsync(Slice.Steward, "001", SubjectKind.Person, null, TestContext.Current.CancellationToken);

        await lab.ImportAsync(Maps.Visits, lab.Write("in", Files(2)));

        var subjects = await lab.AllAsync<Subject>();
        Assert.Equal(
            [("001", SubjectKind.Person), ("002", SubjectKind.Machine)],
            subjects.OrderBy(s => s.Pseudonym).Select(s => (s.Pseudonym, s.Kind))
        );
        Assert.Contains(await lab.AllAsync<Recording>(), r => r.SubjectId == known.Value.Id);
    }

    /// <summary>Everything that an import makes, without ids and instants.</summary>
    private static async Task<List<string>> ContentAsync(ImportLab lab)
    {
        var samples = (await lab.AllAsync<Sample>()).ToDictionary(s => s.Id);
        var lines = (await lab.AllAsync<SamplePart>())
            .Select(p =>
                $"{samples[p.SampleId].Key} {p.Name} {p.Missing} {p.Digest} {p.ThumbnailDigest} "
                + $"{p.SyncErrorNs} {p.Rows} {string.Join(',', p.Sparkline ?? [])}"
            )
            .Concat(
                (await lab.AllAsync<RecordingStream>()).Select(s =>
                    $"{s.Name} {s.DataDigest} {s.PyramidDigest} {s.Rows} {s.PeriodNs} {s.GapNs}"
                )
            )
            .Concat(
                (await lab.AllAsync<ImportedFile>()).Select(f =>
                    $"{f.Path} {f.SourceDigest} {f.ResultDigest} {f.State}"
                )
            )
            .Concat((await lab.AllAsync<Subject>()).Select(s => s.Pseudonym))
            .Concat((await lab.AllAsync<Recording>()).Select(r => $"{r.Key} {r.FirstNs} {r.LastNs}"));
        return [.. lines.Order(StringComparer.Ordinal), $"{(await lab.AllAsync<Derivation>()).Count} edges"];
    }
}
