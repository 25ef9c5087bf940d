using System.ComponentModel;
using Governance.Consent;

namespace Governance.Ingestion;

public sealed record RecordingRule
{
    [Description("Names a recording within the dataset. Files and rows with the same key belong together.")]
    public required Template Key { get; init; }

    [Description("The subject's pseudonym.")]
    public required Template Subject { get; init; }

    [Description("A person, or a machine whose operator permits instead.")]
    public SubjectKind Kind { get; init; } = SubjectKind.Person;

    [Description("Scenario attributes that hold for every sample of the recording.")]
    public IReadOnlyDictionary<string, Template> Attributes { get; init; } = new Dictionary<string, Template>();
}
