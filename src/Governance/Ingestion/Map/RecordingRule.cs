using System.ComponentModel;
using Governance.Consent;

namespace Governance.Ingestion;

/// <summary>How rows and files are grouped into recordings.</summary>
public sealed record RecordingRule
{
    /// <summary>At most 300 characters once filled in; unique in the dataset.</summary>
    [Description("Names a recording within the dataset. Files and rows with the same key belong together.")]
    public required Template Key { get; init; }

    /// <summary>Pseudonym of the one subject of the recording.</summary>
    [Description("The subject's pseudonym.")]
    public required Template Subject { get; init; }

    /// <summary>Applies to subjects that the import creates.</summary>
    [Description("person, or machine (its operator consents instead).")]
    public SubjectKind Kind { get; init; } = SubjectKind.Person;

    /// <summary>Attribute to template, at most 50; the strata of a sample override them.</summary>
    [Description("Scenario attributes that hold for every sample of the recording.")]
    public IReadOnlyDictionary<string, Template> Attributes { get; init; } = new Dictionary<string, Template>();
}
