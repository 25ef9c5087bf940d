using Governance.Catalog;
using Governance.Embeddings;
using Governance.Ingestion;
using Governance.Platform;

namespace Governance.Models;

/// <summary>The model's name breaks the rule for names, or a page has that address.</summary>
[RefusalCode("model-name-unusable")]
public sealed record ModelNameUnusable(string Name)
    : Refusal(
        $"“{Name}” is not a valid model name.",
        "Use 1 to 60 lower-case letters, digits and hyphens, beginning with a letter. "
            + $"Reserved names: {string.Join(", ", Trainings.ReservedNames)}."
    );

/// <summary>The alias breaks the rule for names.</summary>
[RefusalCode("alias-name-unusable")]
public sealed record AliasNameUnusable(string Name)
    : Refusal(
        $"“{Name}” is not a valid alias.",
        "Use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter, such as candidate or champion."
    );

/// <summary>A promotion or rollback has no reason.</summary>
[RefusalCode("reason-missing")]
public sealed record ReasonMissing()
    : Refusal("A reason is missing.", "Say in a sentence why the alias moves; the history keeps the reason.");

/// <summary>The version is still in training, or its training failed.</summary>
[RefusalCode("version-not-ready")]
public sealed record VersionNotReady(string Model, int Number, ModelVersionState State)
    : Refusal(
        $"Version {Number} of “{Model}” is {State.ToString().ToLowerInvariant()} and cannot be given an alias.",
        "Wait until its training has ended, or choose another version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias already points to this version.</summary>
[RefusalCode("alias-is-there")]
public sealed record AliasIsThere(string Alias, int Number)
    : Refusal($"“{Alias}” already points to version {Number}.", "Choose another version.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Another promotion of the alias is open.</summary>
[RefusalCode("promotion-waits")]
public sealed record PromotionWaits(string Alias)
    : Refusal($"A promotion to “{Alias}” is already pending.", "Approve or withdraw it first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The proposer tries to approve the promotion.</summary>
[RefusalCode("same-person-twice")]
public sealed record SamePersonTwice()
    : Refusal(
        "You proposed this promotion, so you cannot approve it.",
        "Ask another person who may approve promotions."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The promotion has been carried out or withdrawn.</summary>
[RefusalCode("proposal-is-closed")]
public sealed record ProposalIsClosed(ProposalState State)
    : Refusal(
        State == ProposalState.Carried
            ? "This promotion has already been carried out."
            : "This promotion was withdrawn.",
        "See the history; propose a new promotion if it is still needed."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias has moved since the promotion or rollback was proposed.</summary>
[RefusalCode("alias-moved-meanwhile")]
public sealed record AliasMovedMeanwhile(string Alias)
    : Refusal(
        $"“{Alias}” was moved by somebody else in the meantime; nothing was changed.",
        "Check which version it points to now, then decide again."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>At least one gate does not let the alias move.</summary>
[RefusalCode("gates-unmet")]
public sealed record GatesUnmet(string Alias, IReadOnlyList<string> Lines)
    : Refusal($"“{Alias}” was not moved: {string.Join(" ", Lines)}", "Resolve what is not met, then try again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias has never pointed to another version.</summary>
[RefusalCode("nothing-to-roll-back")]
public sealed record NothingToRollBack(string Alias)
    : Refusal(
        $"“{Alias}” has never pointed to another version.",
        "An alias can only roll back to a version that it has pointed to. Propose a promotion instead."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias has never pointed to the version that it is to roll back to.</summary>
[RefusalCode("never-held")]
public sealed record NeverHeld(string Alias, int Number)
    : Refusal(
        $"“{Alias}” has never pointed to version {Number}, so it cannot roll back to it.",
        "Roll back to a version that it has pointed to, or propose a promotion, which a second person approves."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>None of the versions that the alias has pointed to can be rolled back to.</summary>
[RefusalCode("no-clean-version")]
public sealed record NoCleanVersion(string Alias)
    : Refusal(
        $"“{Alias}” has no clean version to roll back to: each one has lost more samples than the policy allows, or does not load.",
        "Train a new version on the samples that are still permitted, and propose it."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The model exists and predicts another label.</summary>
[RefusalCode("label-differs")]
public sealed record LabelDiffers(string Model)
    : Refusal(
        $"“{Model}” predicts another label.",
        "All versions of a model predict the same label. Choose that label, or another name for a new model."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>No sample of the dataset version has the label.</summary>
[RefusalCode("label-unknown")]
public sealed record LabelUnknown(string Field)
    : Refusal(
        $"No sample of this version has the label “{Field}”.",
        "Choose a scenario attribute of the dataset, or a choice of an annotation project on this version."
    );

/// <summary>All usable samples have the same class.</summary>
[RefusalCode("one-class-only")]
public sealed record OneClassOnly(string Field, string Value)
    : Refusal(
        $"Every usable sample has “{Field}” = “{Value}”, so there is only one class.",
        "Draw or label samples of at least one more class."
    );

/// <summary>There are fewer than three subjects.</summary>
[RefusalCode("too-few-subjects")]
public sealed record TooFewSubjects(int Subjects)
    : Refusal(
        Subjects == 1
            ? "All usable samples come from one subject."
            : $"The usable samples come from {Subjects} subjects.",
        "Training, validation and test need at least one subject each. Import recordings of at least three subjects with consent."
    );

/// <summary>A part of the dataset version's declared evaluation split has no usable sample.</summary>
/// <param name="By">The attribute that forms the groups; null = the subject.</param>
[RefusalCode("split-part-empty")]
public sealed record SplitPartEmpty(SplitPart Part, string? By)
    : Refusal(
        $"The {Words(Part)} part of this version, split by {By ?? "subject"}, has no usable sample.",
        "Draw a version with another evaluation split, or import samples of more groups. Samples are never moved between parts."
    )
{
    private static string Words(SplitPart part) =>
        part switch
        {
            SplitPart.Train => "training",
            SplitPart.Validation => "validation",
            _ => "test",
        };
}

/// <summary>The encoder has not embedded any sample of the dataset version.</summary>
[RefusalCode("encoder-without-vectors")]
public sealed record EncoderWithoutVectors(string Encoder, Modality Modality)
    : Refusal(
        $"The {Modality.Word()} encoder “{Encoder}” has no vectors for this version.",
        "Embed the version with it first, choose another encoder, or leave the modality out."
    );

/// <summary>Every sample of the dataset version is excluded from training.</summary>
/// <param name="Excluded">Excluded samples by reason, as in <see cref="TrainingOutlook.Excluded"/>.</param>
/// <param name="Why">Only in rows that were stored before the reasons had types: the clause as it was written.</param>
[RefusalCode("no-embeddings")]
public sealed record NoEmbeddings(IReadOnlyDictionary<string, int>? Excluded, string? Why = null)
    : Refusal(
        $"No sample of this version can be used for training: {Why ?? ExcludedSamples.InWords(Excluded)}.",
        "Embed the version for this purpose first, and check its consent cover."
    );

/// <summary>No known fusion kind is chosen.</summary>
[RefusalCode("no-kind-chosen")]
public sealed record NoKindChosen()
    : Refusal("No fusion kind is chosen.", "Choose at least one of early, late and attention.");

/// <summary>No encoder is chosen.</summary>
[RefusalCode("no-encoder-named")]
public sealed record NoEncoderNamed()
    : Refusal("No encoder is chosen.", "Choose the encoder of at least one modality.");

/// <summary>An option of the training is out of range or does not fit the others.</summary>
/// <param name="Why">
/// An <see cref="InferenceFaultFound"/> of the options, <see cref="SeedOutOfRange"/> or <see cref="ProjectWithoutChoice"/>.
/// </param>
[RefusalCode("training-unusable")]
public sealed record TrainingUnusable(Message Why) : Refusal(Sentence(Why), Mend(Why))
{
    private static string Sentence(Message why) => why is InferenceFaultFound ? $"“options”: {why.Text}" : why.Text;

    private static string Mend(Message why) =>
        why switch
        {
            SeedOutOfRange seed =>
                $"Use a whole number between −{seed.Greatest} and {seed.Greatest}: JSON loses digits of larger numbers.",
            ProjectWithoutChoice => "Leave it out, or set “label.origin” to a choice.",
            _ => FoundFaults.Remedy(why, null),
        };
}

/// <summary>The rollback has neither or both of its two targets.</summary>
[RefusalCode("rollback-target-unclear")]
public sealed record RollbackTargetUnclear()
    : Refusal(
        "The rollback does not name the version that the alias goes to.",
        "Send either “number” or “newestClean”: true, but not both."
    );

/// <summary>The photo is larger than <see cref="TrialPhotos.MaxBytes"/>.</summary>
[RefusalCode("trial-photo-too-large")]
public sealed record TrialPhotoTooLarge()
    : Refusal(
        $"The photo is larger than {TrialPhotos.MaxBytes / 1_000_000} MB.",
        "Scale it down; models use a small copy in any case."
    );

/// <summary>The photo has no bytes.</summary>
[RefusalCode("trial-photo-empty")]
public sealed record TrialPhotoEmpty() : Refusal("The photo is an empty file.", "Choose another photo.");

/// <summary>The file is not a picture, is too large as one, or is broken.</summary>
/// <param name="Cause">
/// Why an import rejects the file. Its sentences name files and settings, which the person who uploads a photo does not
/// know, so they are written anew here.
/// </param>
[RefusalCode("trial-photo-unreadable")]
public sealed record TrialPhotoUnreadable(Refusal Cause)
    : Refusal(
        $"The file cannot be used as a photo. {Sentence(Cause)}",
        "Choose a JPEG, PNG, WebP or TIFF file that opens in your image viewer."
    )
{
    private static string Sentence(Refusal cause) =>
        cause switch
        {
            NotAnImage => "It is not a JPEG, PNG, WebP or TIFF file, whatever its name says.",
            ImageTooLarge large =>
                $"Its header says that it has {large.Width:N0} × {large.Height:N0} pixels; {large.MaxPixels:N0} are allowed.",
            ImageSideTooLong side =>
                $"Its header says that it is {side.Width:N0} pixels wide and {side.Height:N0} high; "
                    + $"{side.MaxSide:N0} are allowed for each side.",
            ImageTooDeep deep => deep.Why.Text,
            ImageBroken => "It cannot be decoded: it may be damaged or incomplete.",
            _ => cause.What,
        };
}

/// <summary>There is no such photo of this person; it may have expired.</summary>
[RefusalCode("trial-photo-gone")]
public sealed record TrialPhotoGone()
    : Refusal(
        "The photo is no longer available.",
        $"A photo is kept for {TrialPhotos.Kept.TotalMinutes:0} minutes, for you only. Upload it again."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>The alias is suspended and no version answers meanwhile.</summary>
/// <param name="Reason">The officer's words.</param>
[RefusalCode("alias-suspended")]
public sealed record AliasSuspended(string Model, string Alias, string Reason)
    : Refusal(
        $"“{Model}/{Alias}” is suspended and gives no predictions. Reason: {Reason}",
        "Use another alias, or try again after a compliance officer has resumed it."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The alias has been retired.</summary>
/// <param name="Reason">The officer's words.</param>
[RefusalCode("alias-retired")]
public sealed record AliasRetired(string Model, string Alias, string Reason)
    : Refusal(
        $"“{Model}/{Alias}” has been retired and gives no predictions any more. Reason: {Reason}",
        "Use another alias of the model."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>A retired alias is to change.</summary>
[RefusalCode("alias-has-ended")]
public sealed record AliasHasEnded(string Alias, string Reason)
    : Refusal(
        $"“{Alias}” has been retired. Reason: {Reason}",
        "A retired alias does not change any more: use another alias."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias is suspended already.</summary>
[RefusalCode("alias-is-suspended")]
public sealed record AliasIsSuspended(string Alias)
    : Refusal($"“{Alias}” is already suspended with this fallback.", "Choose another fallback, or resume the alias.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The alias is in service, so it cannot be resumed.</summary>
[RefusalCode("alias-not-suspended")]
public sealed record AliasNotSuspended(string Alias)
    : Refusal($"“{Alias}” is not suspended.", "Only a suspended alias can be resumed.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The fallback is a version that the alias has never pointed to.</summary>
[RefusalCode("fallback-never-held")]
public sealed record FallbackNeverHeld(string Alias, int Number)
    : Refusal(
        $"“{Alias}” has never pointed to another version {Number}, so that version cannot answer during the suspension.",
        "Name an earlier version that two persons promoted to this alias, or suspend without a fallback."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The fallback does not load or has lost more consent than the policy allows.</summary>
[RefusalCode("fallback-not-clean")]
public sealed record FallbackNotClean(int Number)
    : Refusal(
        $"Version {Number} cannot answer during the suspension: it has lost more samples than the policy allows, or does not load.",
        "Name another version, or suspend without a fallback."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>At least one gate does not let the version answer for the alias.</summary>
[RefusalCode("gates-forbid-answers")]
public sealed record GatesForbidAnswers(string Alias, IReadOnlyList<string> Lines)
    : Refusal(
        $"“{Alias}” was not changed: {string.Join(" ", Lines)}",
        "Resolve what is not met, choose another version, or promote a version that meets every gate."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The request to suspend an alias says neither or both of its two choices.</summary>
[RefusalCode("fallback-unclear")]
public sealed record FallbackUnclear()
    : Refusal(
        "The suspension does not say what answers meanwhile.",
        "Send either “fallback” with a version's number or “noFallback”: true, but not both."
    );

/// <summary>The version has lost no consent that is not acknowledged.</summary>
[RefusalCode("no-consent-alert")]
public sealed record NoConsentAlert(string Model, int Number)
    : Refusal($"Version {Number} of “{Model}” has no open consent alert.", "Reload the list of alerts.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>An acknowledgement has no note.</summary>
[RefusalCode("note-missing")]
public sealed record NoteMissing()
    : Refusal("A note is missing.", "Say in a sentence what is done about the lost consent; the note is kept.");
