using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class ResultTests
{
    [Fact]
    public void A_result_that_nobody_gave_is_not_done()
    {
        Assert.Throws<InvalidOperationException>(() => default(Result).Ok);
        Assert.Throws<InvalidOperationException>(() => default(Result).Refusal);
        Assert.Throws<InvalidOperationException>(() => default(Result<int>).Ok);
        Assert.Throws<InvalidOperationException>(() => default(Result<string>).Value);
    }

    [Fact]
    public void A_value_or_a_refusal_is_given_and_the_value_may_be_left_out()
    {
        Result<int> seven = 7,
            refused = new NotFound("pump", "P-7");
        Assert.True(Result.Done.Ok);
        Assert.Equal(7, seven.Value);
        Assert.True(((Result)seven).Ok);
        Assert.Equal("There is no pump “P-7”.", ((Result)refused).Refusal?.What);
        Assert.Contains(
            "P-7",
            Assert.Throws<InvalidOperationException>(() => refused.Value).Message,
            StringComparison.Ordinal
        );
    }
}
