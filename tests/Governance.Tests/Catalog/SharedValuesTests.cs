using Governance.Catalog;

namespace Governance.Tests.Catalog;

public sealed class SharedValuesTests
{
    private static readonly Guid Ada = Guid.CreateVersion7(),
        Ben = Guid.CreateVersion7();

    [Fact]
    public void A_value_of_two_subjects_is_named_and_a_value_of_one_subject_is_numbered()
    {
        var shared = SharedValues.Of([
            (Ada, "room", "hall"),
            (Ada, "room", "attic"),
            (Ada, "room", "attic"),
            (Ben, "room", "hall"),
            (Ben, "room", "cellar"),
            (Ben, "light", "attic"),
        ]);
        Assert.True(shared.Names("room", "hall"));
        Assert.False(shared.Names("room", "attic"));
        Assert.False(shared.Names("room", "never seen"));
        Assert.Equal(
            ["hall", "(one subject’s, 1)", "(one subject’s, 2)"],
            new[] { "hall", "attic", "cellar" }.Select(v => shared.NameOf("room", v))
        );
        Assert.Equal("(one subject’s, 1)", shared.NameOf("light", "attic"));
    }
}
