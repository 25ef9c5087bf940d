using Governance.Audits;
using Governance.Consent;
using Governance.Models;
using Governance.Platform;

namespace Governance.Tests.Models;

/// <summary>Refusals that count excluded samples keep the counts, and rows from before that still say why.</summary>
public sealed class ExcludedReasonsTests
{
    private static readonly SortedDictionary<string, int> Excluded = new() { ["withdrawn"] = 6, ["not-embedded"] = 2 };

    [Fact]
    public void The_counts_are_stored_and_the_sentence_is_made_from_them()
    {
        var training = MessageColumn.Write(new NoEmbeddings(Excluded));
        Assert.Equal("""{"code":"no-embeddings","values":{"excluded":{"not-embedded":2,"withdrawn":6}}}""", training);
        Assert.Equal(
            "No sample of this version can be used for training: 2 not embedded, 6 withdrawn.",
            Assert.IsType<NoEmbeddings>(MessageColumn.Read(training)).What
        );
        Assert.Equal(
            "No sample is left to audit on: 2 not embedded, 6 withdrawn, 4 used in training.",
            Assert.IsType<NothingToAudit>(MessageColumn.Read(MessageColumn.Write(new NothingToAudit(Excluded, 4)))).What
        );
        Assert.Equal(
            "No sample is left to audit on: 4 used in training.",
            new NothingToAudit(new Dictionary<string, int>(), 4).What
        );
        Assert.Equal(
            "No sample is left to audit on: the version is empty.",
            new NothingToAudit(new Dictionary<string, int>(), 0).What
        );
    }

    [Theory]
    [InlineData("""{"code":"no-embeddings","values":{"why":"6 withdrawn"}}""")]
    [InlineData("""{"code":"nothing-to-audit","values":{"why":"6 withdrawn"}}""")]
    public void A_row_with_a_clause_of_the_time_before_counts_shows_the_clause(string stored) =>
        Assert.EndsWith(": 6 withdrawn.", ((Refusal)MessageColumn.Read(stored)).What, StringComparison.Ordinal);

    [Fact]
    public void A_lost_modality_and_a_missing_consent_are_named()
    {
        Assert.Equal(
            "None of the given modalities can be used: image: not given; sensor: no reading in the series.",
            new EverythingLost([
                new(Modality.Image, "not given"),
                new(Modality.Sensor, "no reading in the series"),
            ]).What
        );
        Assert.Equal("The sample cannot be used: consent withdrawn.", new SampleNotPermitted(Exclusion.Withdrawn).What);
        Assert.Equal(
            "The version that this alias points to does not open. Its file is missing or damaged.",
            new ModelCannotBeOpened(null).What
        );
    }
}
