using System.Text.Json;
using Governance.Provenance;

namespace Governance.Web.Catalog;

/// <summary>A provenance step as the API shows it.</summary>
internal sealed record StepView(
    Guid Id,
    string Kind,
    string Agent,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string CodeVersion,
    JsonElement Parameters,
    Guid? RunId,
    int Distance,
    IReadOnlyList<EdgeView> Edges
)
{
    public static StepView Of(ProvenanceStep step)
    {
        using var parameters = JsonDocument.Parse(step.Activity.Parameters);
        var a = step.Activity;
        return new(
            a.Id,
            a.Kind,
            a.Agent,
            a.StartedAt,
            a.EndedAt,
            a.CodeVersion,
            parameters.RootElement.Clone(),
            a.RunId,
            step.Distance,
            [.. step.Edges.Select(e => new EdgeView(e.Output, e.OutputDigest, e.Input, e.InputDigest))]
        );
    }
}
