using Governance.Annotation;
using Governance.Audits;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Ingestion;
using Governance.Models;
using Governance.Monitoring;
using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Consent;

/// <summary>Every table with data of a subject needs a holding. The EF model lists the tables, so none is forgotten.</summary>
public sealed class HoldingCoverageTests(TestDatabase server)
{
    private static readonly string[] Names = ["subject_id", "sample_id", "recording_id", "stream_id"];

    private Task<Slice> OpenAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        return Slice.OpenAsync(server, services =>
            services
                .AddSingleton<IConfiguration>(configuration)
                .AddIngestion(configuration)
                .AddAnnotation()
                .AddEmbeddings()
                .AddModels()
                .AddAudits()
                .AddEthics()
                .AddMonitoring()
        );
    }

    [Fact]
    public async Task Every_table_that_leads_to_a_subject_or_a_sample_is_named_by_a_holding()
    {
        await using var slice = await OpenAsync();
        await using var db = slice.Db();
        var named = slice.Get<IEnumerable<ISubjectHolding>>().SelectMany(h => h.Tables).ToHashSet();
        var tables = db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).ToList();
        var reaching = tables
            .Where(t => Reaches(t, []))
            .Select(t => t.GetTableName()!)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Contains("annotations", reaching);
        Assert.Contains("exported_samples", reaching);
        Assert.Contains("ledger_openings", reaching);
        Assert.Equal([], reaching.Where(t => !named.Contains(t)));
        Assert.Equal([], named.Where(n => tables.All(t => t.GetTableName() != n)));
    }

    [Fact]
    public async Task Every_digest_column_is_known_to_name_a_blob_or_not_to_and_holdings_name_only_known_ones()
    {
        await using var slice = await OpenAsync();
        await using var db = slice.Db();
        var known = slice.Get<BlobReferences>().Columns.Select(c => $"{c.Table}.{c.Column}").ToHashSet();
        var digests = db
            .Model.GetEntityTypes()
            .Where(t => t.GetTableName() is not null)
            .SelectMany(t => t.GetProperties().Select(p => $"{t.GetTableName()}.{p.GetColumnName()}"))
            .Where(c =>
                c.Contains("digest", StringComparison.Ordinal)
                || c.Contains("blob", StringComparison.Ordinal) && c.EndsWith("_blob", StringComparison.Ordinal)
            )
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Contains("sample_parts.digest", digests);
        Assert.Equal([], digests.Where(d => !known.Contains(d)));
        Assert.Equal(
            [],
            slice.Get<IEnumerable<ISubjectHolding>>().SelectMany(h => h.BlobColumns).Where(c => !known.Contains(c))
        );
        // Otherwise a misspelt table or expression fails only during a withdrawal.
        Assert.Empty(
            await slice
                .Get<BlobReferences>()
                .HeldAsync(db, [new string('0', 64)], TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Holdings_have_names_of_their_own()
    {
        await using var slice = await OpenAsync();
        var names = slice.Get<IEnumerable<ISubjectHolding>>().Select(h => h.Name).ToList();
        Assert.True(names.Count >= 8);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    private static bool Reaches(IReadOnlyEntityType table, HashSet<IReadOnlyEntityType> seen)
    {
        if (!seen.Add(table))
            return false;
        if (table.GetTableName() is "subjects" or "samples")
            return true;
        if (table.GetProperties().Any(p => Names.Contains(p.GetColumnName())))
            return true;
        return table.GetForeignKeys().Any(k => Reaches(k.PrincipalEntityType, seen));
    }
}
