using Governance.Platform;

namespace Governance.Models;

[RefusalCode("model-name-unusable")]
public sealed record ModelNameUnusable(string Name)
    : Refusal(
        $"“{Name}” cannot be a model's name.",
        "Use 1 to 60 lower-case letters, digits and hyphens, beginning with a letter."
    );

[RefusalCode("alias-name-unusable")]
public sealed record AliasNameUnusable(string Name)
    : Refusal(
        $"“{Name}” cannot be an alias.",
        "Use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter: candidate, champion."
    );

[RefusalCode("reason-missing")]
public sealed record ReasonMissing()
    : Refusal(
        "The move has no reason.",
        "Say in a sentence why the alias should move; it stays in the history for good."
    );

[RefusalCode("version-not-ready")]
public sealed record VersionNotReady(string Model, int Number, ModelVersionState State)
    : Refusal(
        $"Version {Number} of “{Model}” is {State.ToString().ToLowerInvariant()} and cannot be given an alias.",
        "Wait until its training has ended, or choose another version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("alias-is-there")]
public sealed record AliasIsThere(string Alias, int Number)
    : Refusal($"“{Alias}” stands at version {Number} already.", "Choose another version.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("promotion-waits")]
public sealed record PromotionWaits(string Alias)
    : Refusal($"A promotion to “{Alias}” is waiting for its second person.", "Approve or withdraw it first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("same-person-twice")]
public sealed record SamePersonTwice()
    : Refusal(
        "You proposed this promotion, so you cannot approve it.",
        "Ask another person who may approve promotions."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("proposal-is-closed")]
public sealed record ProposalIsClosed(ProposalState State)
    : Refusal(
        State == ProposalState.Carried
            ? "This promotion has been carried out already."
            : "This promotion was withdrawn.",
        "Look at the history; propose a new one if it is still wanted."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("alias-moved-meanwhile")]
public sealed record AliasMovedMeanwhile(string Alias)
    : Refusal(
        $"“{Alias}” was moved by somebody else since this was asked for; nothing was changed.",
        "Look at where it stands now, and decide anew."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("gates-unmet")]
public sealed record GatesUnmet(string Alias, IReadOnlyList<string> Lines)
    : Refusal(
        $"“{Alias}” does not move: {string.Join(" ", Lines)}",
        "Meet what is unmet, then ask again. The answers are kept with the proposal."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("nothing-to-roll-back")]
public sealed record NothingToRollBack(string Alias)
    : Refusal(
        $"“{Alias}” has never stood at another version.",
        "An alias rolls back to where two persons once put it. Propose a promotion instead."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("never-held")]
public sealed record NeverHeld(string Alias, int Number)
    : Refusal(
        $"“{Alias}” has never stood at version {Number}, so it cannot roll back to it.",
        "Roll back to a version that it has held, or propose a promotion: that needs two persons."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("no-clean-version")]
public sealed record NoCleanVersion(string Alias)
    : Refusal(
        $"No version that “{Alias}” has held is clean: each has lost samples past the policy, or does not load.",
        "Train a new version on the samples that are still permitted, and propose it."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("label-differs")]
public sealed record LabelDiffers(string Model)
    : Refusal(
        $"“{Model}” predicts something else.",
        "All versions of a model predict the same label. Choose that label, or another name for a new model."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("label-unknown")]
public sealed record LabelUnknown(string Field)
    : Refusal(
        $"No sample of this version has the label “{Field}”.",
        "Choose a scenario attribute of the dataset, or a choice of an annotation project on this version."
    );

[RefusalCode("one-class-only")]
public sealed record OneClassOnly(string Field, string Value)
    : Refusal(
        $"Every usable sample has “{Field}” = “{Value}”: there is nothing to tell apart.",
        "Draw or label samples of at least one more class."
    );

[RefusalCode("too-few-subjects")]
public sealed record TooFewSubjects(int Subjects)
    : Refusal(
        Subjects == 1
            ? "All usable samples come from one subject."
            : $"The usable samples come from {Subjects} subjects.",
        "Training, validation and test need a subject each: bring in recordings of at least three subjects with consent."
    );

[RefusalCode("no-embeddings")]
public sealed record NoEmbeddings(string Why)
    : Refusal(
        $"No sample of this version can be learned from: {Why}.",
        "Embed the version for this purpose first, and look at its consent cover."
    );

[RefusalCode("no-kind-chosen")]
public sealed record NoKindChosen()
    : Refusal("No fusion is chosen.", "Choose at least one of early, late and attention.");

[RefusalCode("no-encoder-named")]
public sealed record NoEncoderNamed()
    : Refusal("No encoder is chosen.", "Choose the encoder of at least one modality.");

[RefusalCode("training-unusable")]
public sealed record TrainingUnusable(string What, string Mend) : Refusal(What, Mend);

[RefusalCode("rollback-target-unclear")]
public sealed record RollbackTargetUnclear()
    : Refusal(
        "The rollback does not state where the alias goes.",
        "Send either “number” or “newestClean”: true, and not both."
    );

[RefusalCode("trial-photo-too-large")]
public sealed record TrialPhotoTooLarge()
    : Refusal(
        $"The photo is larger than {TrialPhotos.MaxBytes / 1_000_000} MB.",
        "Scale it down; models look at a small copy in any case."
    );

[RefusalCode("trial-photo-empty")]
public sealed record TrialPhotoEmpty() : Refusal("The photo is an empty file.", "Choose another.");

[RefusalCode("trial-photo-unreadable")]
public sealed record TrialPhotoUnreadable(string Why)
    : Refusal(
        $"The file cannot be used as a photo. {Why}",
        "Choose a JPEG, PNG, WebP or TIFF that your own viewer opens."
    );

[RefusalCode("trial-photo-gone")]
public sealed record TrialPhotoGone()
    : Refusal(
        "The photo is no longer kept.",
        $"It is kept for {TrialPhotos.Kept.TotalMinutes:0} minutes, for you alone. Give it again."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}
