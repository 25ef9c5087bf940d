using Governance.Platform;

namespace Governance.Catalog;

/// <summary>The name of a new dataset is empty.</summary>
[RefusalCode("dataset-name-missing")]
public sealed record DatasetNameMissing() : Refusal("The dataset has no name.", "Enter a name.");

/// <summary>Another dataset has the same slug.</summary>
[RefusalCode("dataset-name-taken")]
public sealed record DatasetNameTaken(string Name)
    : Refusal(
        $"There is already a dataset “{Name}”, or one that differs only in case, accents or punctuation.",
        "Choose another name."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A filter names an attribute with an empty list of values.</summary>
[RefusalCode("stratum-without-values")]
public sealed record StratumWithoutValues(string Name)
    : Refusal(
        $"The filter on “{TextRule.Shown(Name)}” has no value.",
        "Add at least one value, or leave the attribute out."
    );

/// <summary>The sample has no part of this name.</summary>
[RefusalCode("sample-without-part")]
public sealed record SampleWithoutPart(string Key, string Part)
    : Refusal($"Sample “{Key}” has no part “{Part}”.", "The sample's page lists its parts.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>The part is recorded as missing, or has no content of its own.</summary>
/// <param name="Reason">
/// A <see cref="PartNotThere"/>, <see cref="PartOfSeries"/>, or what the import recorded about the part.
/// </param>
[RefusalCode("part-missing")]
public sealed record PartMissing(string Part, Message Reason)
    : Refusal($"The part “{Part}” is missing: {Reason.Text.TrimEnd('.')}.", "There is nothing to read.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>The operation needs a sealed version, and this one is a draft.</summary>
[RefusalCode("version-not-sealed")]
public sealed record VersionNotSealed(string Name)
    : Refusal($"Version “{Name}” is a draft.", "Seal it first: only sealed versions can be used.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only a draft can be sealed.</summary>
[RefusalCode("version-not-draft")]
public sealed record VersionNotDraft(string Name)
    : Refusal($"Version “{Name}” is no longer a draft.", "A sealed version never changes: create a new version.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Consent of some samples of the version was withdrawn.</summary>
/// <param name="SuccessorNumber">Number of the version that replaces it; null when none does.</param>
/// <param name="SuccessorId">Id of that version.</param>
[RefusalCode("version-is-withdrawn")]
public sealed record VersionIsWithdrawn(string Name, int? SuccessorNumber = null, Guid? SuccessorId = null)
    : Refusal(
        $"Version “{Name}” was withdrawn.",
        SuccessorNumber is { } number ? $"Use its successor, version {number}." : "Use a newer version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The recipient of an export is empty.</summary>
[RefusalCode("recipient-missing")]
public sealed record RecipientMissing()
    : Refusal(
        "The export has no recipient.",
        "Enter who receives the samples, so that they can be told about a withdrawal."
    );

/// <summary>The content of an export can be downloaded once.</summary>
[RefusalCode("export-already-delivered")]
public sealed record ExportAlreadyDelivered()
    : Refusal(
        "This export was already delivered.",
        "Prepare a new export: consent is checked and the result recorded for each one."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Consent permits no sample of the version for the purpose.</summary>
[RefusalCode("nothing-permitted")]
public sealed record NothingPermitted(string Purpose)
    : Refusal(
        $"No sample of this version may be used for “{Purpose}” now.",
        "See the version's consent cover for the reasons."
    );

/// <summary>A series was requested of a stream that is not a sensor stream.</summary>
[RefusalCode("stream-without-series")]
public sealed record StreamWithoutSeries(string Name)
    : Refusal(
        $"The stream “{Name}” holds images or texts, so it has no series.",
        "Read its items as parts of samples."
    );

/// <summary>Only a notice that failed, or that had no mail server, can be sent again.</summary>
[RefusalCode("recall-not-retryable")]
public sealed record RecallNotRetryable()
    : Refusal(
        "This notice cannot be sent again.",
        "Only a notice by e-mail or webhook that failed can be retried; a notice by hand is ticked off."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A notice by e-mail needs a mail server.</summary>
[RefusalCode("recall-needs-mail-server")]
public sealed record RecallNeedsMailServer()
    : Refusal(
        "The portal has no mail server.",
        "Ask an administrator to set Mail:Host and Mail:From, or tell the recipient yourself and tick the notice off."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The notice was sent or ticked off.</summary>
[RefusalCode("recipient-already-told")]
public sealed record RecipientAlreadyTold()
    : Refusal("The recipient was already told.", "There is nothing to do: the notice shows who told them and when.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The subject has withdrawn the consent for the part's modality for every purpose.</summary>
[RefusalCode("part-withdrawn")]
public sealed record PartWithdrawn(string Part)
    : Refusal(
        $"“{Part}” is not shown: the subject has withdrawn the consent for it.",
        "Nothing needs to be done. It is shown again when a new consent covers it."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A share of the evaluation split is out of range.</summary>
[RefusalCode("split-share-unusable")]
public sealed record SplitShareUnusable(string Field)
    : Refusal($"“{Field}” is out of range.", "Choose a share of the groups between 0.05 and 0.6.");

/// <summary>The seed of the evaluation split is out of range.</summary>
[RefusalCode("split-seed-unusable")]
public sealed record SplitSeedUnusable(long Most)
    : Refusal(
        "“split.seed” is out of range.",
        $"Choose a whole number between -{Most} and {Most}, or leave it out: a larger one loses digits as JSON."
    );

/// <summary>The purposes that justify storing are missing, empty, or contradicted by “any purpose”.</summary>
[RefusalCode("storage-purposes-unclear")]
public sealed record StoragePurposesUnclear()
    : Refusal(
        "It is not stated which purposes justify storing data in this dataset.",
        "Name at least one purpose (“purposeIds”), or permit any purpose (“anyPurpose”: true), and not both."
    );
