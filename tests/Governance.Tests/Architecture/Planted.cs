// Violations on purpose: the architecture tests must find them, otherwise they prove nothing.
#pragma warning disable CA1812, CA1823, CS0169, IDE0051

namespace Planted.Platform
{
    internal sealed class Ground(Catalog.Shelf shelf)
    {
        public override string ToString() => shelf.ToString()!;
    }
}

namespace Planted.Catalog
{
    internal sealed class Shelf;
}

namespace Planted.Consent
{
    internal sealed class Beside(Provenance.Neighbour neighbour)
    {
        public override string ToString() => neighbour.ToString()!;
    }
}

namespace Planted.Provenance
{
    internal sealed class Neighbour;
}

namespace Planted.Attic
{
    internal sealed class WithoutFloor;
}

namespace Planted.Pages
{
    internal sealed class ImpatientPage(
        Microsoft.EntityFrameworkCore.IDbContextFactory<Governance.Platform.GovernanceDb> databases
    ) : Microsoft.AspNetCore.Components.ComponentBase
    {
        public override string ToString() => databases.ToString()!;
    }
}
