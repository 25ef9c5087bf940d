using Governance.Monitoring;
using Governance.Platform;
using Governance.Web.Monitoring;

namespace Governance.Web.Tests.Monitoring;

public sealed class DriftWordsTests
{
    private static readonly Guid Dataset = Guid.NewGuid();

    private static AlertRow Row(string? attribute) =>
        new(
            new DriftAlert
            {
                CheckId = Guid.NewGuid(),
                Difference = new WrittenMessage("It differs."),
                RaisedAt = default,
                Attribute = attribute,
                Value = attribute is null ? null : "dim",
            },
            Guid.NewGuid(),
            "Pumps",
            Dataset,
            "By lamplight",
            "research",
            141
        );

    [Fact]
    public void A_refresh_begins_with_as_many_of_each_scenario_as_the_batch_was_large() =>
        Assert.Equal(
            $"/datasets/{Dataset}/curate?purpose=research&by=lighting&scheme=equal&size=141&seed=1",
            DriftWords.RefreshPath(Row("lighting"))
        );

    [Fact]
    public void Where_no_scenario_changed_it_begins_with_a_fair_draw() =>
        Assert.Equal(
            $"/datasets/{Dataset}/curate?purpose=research&scheme=proportional&size=141&seed=1",
            DriftWords.RefreshPath(Row(null))
        );
}
