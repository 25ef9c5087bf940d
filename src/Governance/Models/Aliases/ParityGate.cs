using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>Requires that the exported file predicts as the trainer did.</summary>
internal sealed class ParityGate : IPromotionGate
{
    /// <summary>The difference of probabilities, max |Δp| over rows, classes and masks, must be below this.</summary>
    private const double Tolerance = 1e-5;

    public string Name => GateNames.Parity;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var parity = await db.Set<ModelVersion>()
            .Where(v => v.Id == question.ModelVersionId)
            .Select(v => v.Parity)
            .SingleAsync(ct);
        return parity is { } difference
            ? new(
                Name,
                difference < Tolerance ? GateState.Met : GateState.Unmet,
                new ParityMeasured(difference, Tolerance),
                null,
                null
            )
            : new(Name, GateState.Unmet, new ParityNeverMeasured(), null, null);
    }
}
