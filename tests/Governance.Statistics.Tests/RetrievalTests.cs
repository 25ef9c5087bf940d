using CsCheck;
using Governance.Statistics.Retrieval;

namespace Governance.Statistics.Tests;

public sealed class RetrievalTests
{
    // Lightning-AI/torchmetrics, functional/retrieval/{average_precision,recall,hit_rate,reciprocal_rank}.py.
    [Fact]
    public void Figures_of_one_query_are_the_published_ones()
    {
        var two = Ranking.Of([.2, .3, .5], [true, false, true]);
        Assert.Equal(.83333333, two.AveragePrecision!.Value, 1e-4);
        Assert.Equal(.5, two.RecallAt(2));
        Assert.True(two.HitAt(2));
        Assert.Equal(.5, Ranking.Of([.2, .3, .5], [false, true, false]).ReciprocalRank);
    }

    [Fact]
    public void A_negative_cosine_is_a_score_like_any_other() =>
        Assert.Equal(1, Ranking.Of([.9, -.1, -.2], [true, true, false]).AveragePrecision);

    [Fact]
    public void Equal_scores_give_the_last_rank()
    {
        var ranking = Ranking.Of([1, 1, 1, 1], [true, false, false, true]);
        Assert.Equal([3, 4], ranking.Ranks);
        Assert.False(ranking.HitAt(2));
    }

    [Fact]
    public void Nothing_relevant_has_no_figures()
    {
        var ranking = Ranking.Of([1, 2], [false, false]);
        Assert.Null(ranking.Best);
        Assert.Null(ranking.HitAt(1));
        Assert.Null(ranking.AveragePrecision);
        Assert.Null(ranking.ReciprocalRank);
    }

    [Fact]
    public void Ranks_equal_a_count_of_the_items_before() =>
        Gen.Select(Gen.Int[0, 6], Gen.Bool)
            .Array[1, 40]
            .Sample(items =>
            {
                double[] scores = [.. items.Select(i => (double)i.Item1)];
                bool[] marks = [.. items.Select(i => i.Item2)];
                int[] counted =
                [
                    .. items
                        .Index()
                        .Where(p => p.Item.Item2)
                        .OrderByDescending(p => p.Item.Item1)
                        .Select((p, before) => items.Count(o => !o.Item2 && o.Item1 >= p.Item.Item1) + before + 1),
                ];
                var ranking = Ranking.Of(scores, marks);
                Assert.Equal(counted, ranking.Ranks);
                if (counted.Length == 0)
                    return;
                Assert.InRange(ranking.AveragePrecision!.Value, 0, 1);
                Assert.Equal(1, ranking.RecallAt(items.Length));
            });

    [Fact]
    public void A_matrix_is_summed_over_the_queries_that_can_be_answered()
    {
        // Best ranks 1, 2 and 3; the fourth query has no answer in the gallery.
        double[] similarity = [.9, .1, .2, .8, .7, .1, .9, .8, .7, .1, .2, .3];
        var report = RetrievalReport.Of(similarity, [0, 1, 2, 9], [0, 1, 2], [1, 2]);
        Assert.Equal((3, 1, 3), (report.Queries, report.Without, report.Gallery));
        Assert.Equal(2, report.MedianRank);
        Assert.Equal((1 + 1 / 2.0 + 1 / 3.0) / 3, report.MeanReciprocalRank!.Value, 1e-12);
        Assert.Equal([1 / 3.0, 2 / 3.0], report.At.Select(a => a.Hit));
    }

    [Fact]
    public void Six_directions_find_the_aligned_spaces_and_lose_the_broken_one()
    {
        var random = new Random(3);
        var (text, image, sensor) = (new float[60 * 8], new float[60 * 8], new float[60 * 8]);
        for (var k = 0; k < text.Length; k++)
        {
            text[k] = (float)random.NextDouble() - .5f;
            image[k] = 3 * text[k];
            sensor[k] = (float)random.NextDouble() - .5f;
        }
        var directions = SixDirections.Of([text, image, sensor], 8, ct: TestContext.Current.CancellationToken);
        Assert.Equal(["01", "02", "10", "12", "20", "21"], directions.Select(d => $"{d.From}{d.To}"));
        var there = directions[0];
        Assert.Equal(1, there.Report.At[0].Hit);
        Assert.Equal(1, there.Alignment!.Value, 1e-5);
        // Chance is 1/60; five standard errors of it are under .1.
        Assert.True(directions[1].Report.At[0].Hit < .1);
        Assert.InRange(directions[1].Report.MedianRank!.Value, 15, 45);
    }

    [Fact]
    public void A_pair_is_searched_among_rows_that_have_both()
    {
        float[] rows = [1, 0, 0, 1, 0, 0];
        var directions = SixDirections.Of(
            [rows, rows, rows],
            2,
            presence: [7, 3, 4],
            ct: TestContext.Current.CancellationToken
        );
        Assert.Equal([2, 1, 2, 1, 1, 1], directions.Select(d => d.Report.Queries));
    }
}
