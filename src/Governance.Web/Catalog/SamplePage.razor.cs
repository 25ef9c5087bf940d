using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>A sample with its parts on one clock, and tabs for provenance, consent and similar samples.</summary>
public sealed partial class SamplePage : ComponentBase, IDisposable
{
    private readonly CancelPrevious _asking = new();
    private Guid? _asked;
    private SampleDetail? _sample;
    private SampleNeighbours? _neighbours;
    private IReadOnlyList<ConsentStanding>? _standing;
    private Refusal? _refused;

    /// <summary>Id of the sample.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal AlignedSamples Samples { get; set; } = default!;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal DatasetInView InView { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Tab { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Id)
            return;
        _asked = Id;
        var ct = _asking.Next();
        var actor = await Current.GetAsync();
        var sample = await Samples.FindAsync(actor, Id, ct);
        if (!sample.Ok)
        {
            (_sample, _refused) = (null, sample.Refusal);
            return;
        }
        var neighbours = await Samples.NeighboursAsync(actor, Id, ct);
        var standing = await Consents.StandingAsync(actor, sample.Value.SubjectId, ct);
        var dataset = await Datasets.FindAsync(actor, sample.Value.DatasetId, ct);
        (_sample, _refused) = (sample.Value, null);
        (_neighbours, _standing) = (neighbours.Ok ? neighbours.Value : null, standing.Ok ? standing.Value : null);
        if (dataset.Ok)
            InView.Show(dataset.Value.Dataset.Name, $"/datasets/{sample.Value.DatasetId}");
    }

    private static string Lede(SampleDetail sample) =>
        $"{sample.Subject}, {Show.SensorTime(sample.AnchorNs, CatalogWords.ZoneOf(sample.Zone))}, local time of the recording";

    private string To(Guid sample) => $"/samples/{sample}" + (Tab is null ? "" : $"?tab={Tab}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _asking.Dispose();
        InView.Hide();
    }
}
