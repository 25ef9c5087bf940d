using Governance.Annotation;

namespace Governance.Tests.Annotation;

public sealed class SampleUrnTests
{
    private static readonly Guid Id = Guid.Parse("01a22602-0781-795c-a0d7-df888e4ec589");

    [Theory]
    [InlineData(null)]
    [InlineData("photo")]
    [InlineData("")]
    [InlineData("a:part:b")]
    public void What_is_written_is_read_again(string? part)
    {
        var urn = new SampleUrn(Id, part);
        Assert.Equal(urn, SampleUrn.Read(urn.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("urn:governance:sample:")]
    [InlineData("urn:governance:sample:01A22602-0781-795C-A0D7-DF888E4EC589")]
    [InlineData("urn:governance:sample:01a226020781795ca0d7df888e4ec589")]
    [InlineData("urn:governance:sample:01a22602-0781-795c-a0d7-df888e4ec589 ")]
    [InlineData("urn:governance:sample:01a22602-0781-795c-a0d7-df888e4ec589:photo")]
    [InlineData("urn:governance:recording:01a22602-0781-795c-a0d7-df888e4ec589")]
    public void Another_way_of_writing_is_no_name_of_a_sample(string? text) => Assert.Null(SampleUrn.Read(text));
}
