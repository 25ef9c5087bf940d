using Governance.Models;

namespace Governance.Web.Models;

/// <summary>The answer of a gate in the API.</summary>
internal sealed record GateView(string Gate, GateState State, string Line, string? Link, string? Digest)
{
    public static GateView Of(GateAnswer a) => new(a.Gate, a.State, a.Line, a.Link, a.Digest);

    public static GateView Of(AliasGateAnswer a) => new(a.Gate, a.State, a.Line, a.Link, a.Digest);
}
