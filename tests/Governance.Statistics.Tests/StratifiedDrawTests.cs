using CsCheck;
using Governance.Statistics.Sampling;

namespace Governance.Statistics.Tests;

public sealed class StratifiedDrawTests
{
    private static readonly Gen<Dictionary<string, int>> Strata = Gen.Dictionary(
        Gen.String[Gen.Char['a', 'z'], 1, 4],
        Gen.Int[0, 200]
    )[1, 8];

    private static IEnumerable<Candidate> Candidates(Dictionary<string, int> strata) =>
        strata.SelectMany(s => Enumerable.Range(0, s.Value).Select(i => new Candidate($"{s.Key}/{i}", s.Key)));

    [Fact]
    public void Proportional_shares_sum_to_the_size_and_differ_from_the_exact_quota_by_less_than_one() =>
        Gen.Select(Strata, Gen.Int[0, 2000])
            .Sample(
                (strata, size) =>
                {
                    var shares = Allocation.Proportional(strata, size);
                    var population = strata.Values.Sum();
                    var draw = Math.Min(size, population);
                    Assert.Equal(draw, shares.Sum(s => s.Drawn));
                    Assert.All(shares, s =>
                    {
                        Assert.InRange(s.Drawn, 0, s.Available);
                        if (population > 0)
                            Assert.True(Math.Abs(s.Asked - (double)s.Available * draw / population) < 1);
                    });
                }
            );

    [Fact]
    public void Equal_asks_the_same_of_each_and_reports_shortages()
    {
        var shares = Allocation.Equal(
            new Dictionary<string, int>
            {
                ["a"] = 2,
                ["b"] = 10,
                ["c"] = 10,
            },
            13
        );
        Assert.Equal([5, 4, 4], shares.Select(s => s.Asked));
        Assert.Equal([3, 0, 0], shares.Select(s => s.Shortage));
        Assert.Equal(10, shares.Sum(s => s.Drawn));
    }

    [Fact]
    public void A_quota_for_a_stratum_that_does_not_exist_lacks_all_items()
    {
        var shares = Allocation.Quota(
            new Dictionary<string, int> { ["a"] = 5 },
            new Dictionary<string, int> { ["a"] = 3, ["z"] = 4 }
        );
        Assert.Equal([(3, 0), (0, 4)], shares.Select(s => (s.Drawn, s.Shortage)));
    }

    [Fact]
    public void The_draw_depends_on_keys_and_seed_and_not_on_the_order_of_its_input() =>
        Gen.Select(Strata, Gen.Int[1, 300], Gen.Long, Gen.Int)
            .Sample(
                (strata, size, seed, shuffle) =>
                {
                    var straight = Candidates(strata).ToList();
                    var shuffled = straight.OrderBy(c => HashCode.Combine(c.Key, shuffle)).ToList();
                    var a = StratifiedDraw.Draw(straight, AllocationScheme.Proportional, size, null, seed);
                    var b = StratifiedDraw.Draw(shuffled, AllocationScheme.Proportional, size, null, seed);
                    Assert.Equal(a.Keys, b.Keys);
                    Assert.Equal(a.Keys.Count, a.Keys.Distinct().Count());
                },
                iter: 50
            );

    [Fact]
    public void Every_item_is_drawn_about_as_often_as_any_other()
    {
        // 20 of 100, 2,000 seeds: each item expects 400 ± 17.9; five standard deviations stay unlikely at 100 items (p < 1e-4).
        var counts = new Dictionary<string, int>();
        for (var seed = 0; seed < 2000; seed++)
            foreach (var key in SeededOrder.Take(Enumerable.Range(0, 100).Select(i => $"k{i}"), seed, 20))
                counts[key] = counts.GetValueOrDefault(key) + 1;
        Assert.Equal(100, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, 400 - 90, 400 + 90));
    }

    [Fact]
    public void A_new_item_does_not_change_the_order_of_others()
    {
        var before = SeededOrder.Take(Enumerable.Range(0, 50).Select(i => $"k{i}"), 3, 50);
        var after = SeededOrder.Take(Enumerable.Range(0, 51).Select(i => $"k{i}"), 3, 51);
        Assert.Equal(before, after.Where(k => k != "k50"));
    }
}
