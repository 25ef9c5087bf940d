using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Web.Runs;

namespace Governance.Web.Models;

/// <summary>A started training in the API.</summary>
internal sealed record TrainingView(Guid VersionId, string Model, int Number, FusionKind Kind, RunView Run)
{
    public static TrainingView Of(StartedTraining one, DateTimeOffset now) =>
        new(one.VersionId, one.Model, one.Number, one.Kind, RunView.Of(one.Run, now));
}
