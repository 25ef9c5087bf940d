using Governance.Monitoring;
using Governance.Platform;
using Governance.Web.Components;
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

    [Theory]
    [InlineData(DriftVerdict.NoDrift, "no drift found", StateSign.Ok, false)]
    [InlineData(DriftVerdict.Drift, "drift found", StateSign.Warn, true)]
    [InlineData(DriftVerdict.CannotTell, "cannot tell: too few samples", StateSign.Plain, null)]
    [InlineData(null, "not checked yet", StateSign.Plain, null)]
    public void Only_a_check_that_could_tell_has_a_good_sign(
        DriftVerdict? verdict,
        string words,
        StateSign sign,
        bool? drifted
    ) =>
        Assert.Equal(
            (words, sign, drifted),
            (DriftWords.Verdict(verdict), DriftWords.Sign(verdict), DriftWords.Drifted(verdict))
        );

    [Fact]
    public void A_modality_that_could_hardly_be_told_apart_is_not_called_the_same()
    {
        ModalityDrift Drift(double? p, int found) =>
            new(Modality.Text, 20, 10, .1, p, .1, p, 0, 0, new(Modality.Text, 10, 10, .5, found, 40));
        Assert.Equal("No difference beyond chance.", DriftWords.Meaning(Drift(.4, 35), .05));
        Assert.Equal(
            "Cannot tell: too few samples. Of 40 planted shifts, only 9 would be found.",
            DriftWords.Meaning(Drift(.4, 9), .05)
        );
        Assert.Equal("Cannot tell: too few samples.", DriftWords.Meaning(Drift(null, 0), .05));
        Assert.Equal("35 of 40 (10 against 10)", DriftWords.Power(Drift(.4, 35).Power));
        Assert.Equal("not measured", DriftWords.Powers(null));
    }

    [Fact]
    public void Where_no_scenario_changed_it_begins_with_a_fair_draw() =>
        Assert.Equal(
            $"/datasets/{Dataset}/curate?purpose=research&scheme=proportional&size=141&seed=1",
            DriftWords.RefreshPath(Row(null))
        );
}
