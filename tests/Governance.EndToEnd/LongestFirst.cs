using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Governance.EndToEnd.LongestFirst))]

namespace Governance.EndToEnd;

/// <summary>Starts the classes that take minutes first, so that no core is idle at the end. The others keep their order.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Doors.StrictDoorsTests),
        nameof(SecondHalfInTheBrowserTests),
        nameof(KilledWorkTests),
        nameof(HostileTextsTests),
        nameof(PagesTests),
        nameof(SecondHalfByScriptTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Place(c.TestCollectionDisplayName))];

    private static int Place(string name) =>
        Array.FindIndex(Long, one => name.Contains(one, StringComparison.Ordinal)) is >= 0 and var at
            ? at
            : Long.Length;
}
