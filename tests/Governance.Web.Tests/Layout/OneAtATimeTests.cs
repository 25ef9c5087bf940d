using Governance.Web.Components;

namespace Governance.Web.Tests.Layout;

public sealed class OneAtATimeTests
{
    [Fact]
    public async Task Calls_during_a_load_share_one_more_load_and_wait_for_it()
    {
        var (looks, atOnce, most) = (0, 0, 0);
        var gates = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var one = new OneAtATime(async () =>
        {
            most = Math.Max(most, ++atOnce);
            await gates[looks++].Task;
            atOnce--;
        });

        var first = one.LookAsync();
        var (second, third) = (one.LookAsync(), one.LookAsync());
        Assert.Equal(1, looks);
        gates[0].SetResult();
        Assert.Equal(2, looks);
        Assert.False(second.IsCompleted);
        gates[1].SetResult();
        await Task.WhenAll(first, second, third);
        Assert.Equal((2, 1), (looks, most));
    }

    [Fact]
    public async Task A_failed_load_does_not_prevent_the_next()
    {
        var fails = true;
        var one = new OneAtATime(() =>
            fails ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask
        );
        await Assert.ThrowsAsync<InvalidOperationException>(one.LookAsync);
        fails = false;
        await one.LookAsync();
    }
}
