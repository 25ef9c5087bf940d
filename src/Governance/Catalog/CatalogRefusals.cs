using Governance.Platform;

namespace Governance.Catalog;

[RefusalCode("dataset-name-missing")]
public sealed record DatasetNameMissing()
    : Refusal("The dataset has no name.", "Give it one; it can be changed later.");

[RefusalCode("dataset-name-taken")]
public sealed record DatasetNameTaken(string Name)
    : Refusal(
        $"There is already a dataset “{Name}”, or one that differs only in case, accents or punctuation.",
        "Choose another name."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("stratum-without-values")]
public sealed record StratumWithoutValues(string Name)
    : Refusal(
        $"The filter by “{TextRule.Shown(Name)}” names no value.",
        "Name at least one, or leave the attribute out."
    );

[RefusalCode("sample-without-part")]
public sealed record SampleWithoutPart(string Key, string Part)
    : Refusal($"Sample “{Key}” has no part “{Part}”.", "Look at the sample's page for the parts that it has.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("part-missing")]
public sealed record PartMissing(string Part, string Reason)
    : Refusal($"The part “{Part}” is missing: {Reason}.", "There is nothing to read.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("version-not-sealed")]
public sealed record VersionNotSealed(string Name)
    : Refusal($"Version “{Name}” is a draft.", "Seal it first: only sealed versions are used.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("version-not-draft")]
public sealed record VersionNotDraft(string Name)
    : Refusal($"Version “{Name}” is no longer a draft.", "Sealed versions never change; make a new one.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("version-is-withdrawn")]
public sealed record VersionIsWithdrawn(string Name)
    : Refusal($"Version “{Name}” was withdrawn.", "Use a newer version.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("recipient-missing")]
public sealed record RecipientMissing()
    : Refusal("The export names no recipient.", "Say who receives it: a withdrawal has to reach them.");

[RefusalCode("export-already-delivered")]
public sealed record ExportAlreadyDelivered()
    : Refusal(
        "This export was already delivered.",
        "Prepare a new one: each delivery asks the consent gate anew and is recorded on its own."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("nothing-permitted")]
public sealed record NothingPermitted(string Purpose)
    : Refusal(
        $"No sample of this version may be used for “{Purpose}” now.",
        "Look at the version's consent cover for the reasons."
    );

[RefusalCode("stream-without-series")]
public sealed record StreamWithoutSeries(string Name)
    : Refusal($"The stream “{Name}” holds images or texts, no series.", "Read its items through the parts of samples.");
