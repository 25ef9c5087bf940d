using Governance.Models;

namespace Governance.Tests.Models;

public sealed class FusionVerdictTests
{
    [Theory]
    [InlineData(
        .9,
        .8,
        FusionOutcome.Gained,
        "Fusing gained: this version answers 90.0 % of 40 test samples correctly, text alone 80.0 %."
    )]
    [InlineData(
        .8,
        .8,
        FusionOutcome.Tied,
        "Fusing made no difference: this version and text alone both answer 80.0 % of 40 test samples correctly."
    )]
    [InlineData(
        .7,
        .8,
        FusionOutcome.NotWorthIt,
        "Fusing was not worth it: text alone answers 80.0 % of 40 test samples correctly, this version 70.0 %."
    )]
    public void The_page_says_plainly_whether_fusing_was_worth_it(
        double own,
        double best,
        FusionOutcome outcome,
        string sentence
    )
    {
        var verdict = FusionVerdict.Of(Metrics(own, best), Modalities.All)!;
        Assert.Equal((outcome, "text alone"), (verdict.Outcome, verdict.Best.Name));
        Assert.Equal(sentence, verdict.Sentence.Text.Replace('\u00a0', ' '));
        Assert.Null(FusionVerdict.Of(Metrics(own, best), Modalities.Text));
    }

    private static ModelMetrics Metrics(double own, double single)
    {
        static Measured Of(double value) => new(value, value - .1, value + .1, 40);
        return new(
            Of(own),
            .5,
            .1,
            3,
            [
                new("early", Modalities.All, true, Of(own), .5),
                new("late", Modalities.All, false, Of(.95), .4),
                new("text alone", Modalities.Text, false, Of(single), .6),
                new("image alone", Modalities.Image, false, Of(.3), 1.2),
            ]
        );
    }
}
