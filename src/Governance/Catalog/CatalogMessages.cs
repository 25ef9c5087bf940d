using Governance.Platform;

namespace Governance.Catalog;

// What a withdrawal affects.
[Code("held-samples")]
internal sealed record HeldSamples() : Statement("samples");

[Code("samples-deleted")]
internal sealed record SamplesDeleted()
    : Statement(
        "Images, texts, thumbnails and sensor windows are deleted. Content is kept if a sample of another "
            + "subject has exactly the same bytes."
    );

[Code("held-recordings")]
internal sealed record HeldRecordings() : Statement("recordings");

[Code("recordings-deleted")]
internal sealed record RecordingsDeleted()
    : Statement("Every stream is deleted, with its series and the pyramid that its charts are drawn from.");

[Code("held-versions")]
internal sealed record HeldVersions() : Statement("dataset versions");

[Code("versions-succeeded")]
internal sealed record VersionsSucceeded()
    : Statement(
        "A sealed version becomes withdrawn: it is not used for anything new, places of erased samples become empty, and its "
            + "manifest can still be proven. A job draws its successor with the same recipe from what consent permits, seals it, and "
            + "moves the annotation projects to it. If nothing is left to draw, the successor stays a draft."
    );

// Only in withdrawals that were stored before successors were drawn.
[Code("versions-superseded")]
internal sealed record VersionsSuperseded()
    : Statement(
        "They are superseded: places of erased samples become empty, the manifest can still be proven, and a new version "
            + "can be drawn with the same recipe."
    );

[Code("manifest-leaves-remain")]
internal sealed record ManifestLeavesRemain()
    : Statement(
        "Manifest leaves of sealed versions: one hash for each empty place. The erased content cannot be "
            + "recovered from a hash."
    );

[Code("held-deliveries")]
internal sealed record HeldDeliveries() : Statement("deliveries");

[Code("deliveries-notified")]
internal sealed record DeliveriesNotified()
    : Statement(
        "Delivered copies cannot be recalled. The samples are removed from the list of exported samples, and each "
            + "recipient must be told to delete them."
    );

// Withdrawals of earlier releases have the code above: they sent nothing.
[Code("deliveries-recalled")]
internal sealed record DeliveriesRecalled()
    : Statement(
        "Delivered copies cannot be erased from here. The samples, or their withdrawn parts, are removed from the list of what was "
            + "delivered, and each recipient gets a notice to delete them: by e-mail or webhook where the export names one, "
            + "otherwise by a person."
    );

[Code("notifying-recipients")]
internal sealed record NotifyingRecipients() : Statement("notifying recipients");

[Code("recall-without-mail-server")]
internal sealed record RecallWithoutMailServer()
    : Statement("The portal has no mail server, so a person must tell the recipient.");

[Code("recall-without-address")]
internal sealed record RecallWithoutAddress()
    : Statement(
        "The export has no address for this way any more. Enter one and retry, or tell the recipient yourself."
    );

[Code("recall-attempt-broke")]
internal sealed record RecallAttemptBroke()
    : Statement("The attempt failed for an unknown reason. The log has it under the id of the notice.");

[Code("recall-secret-unreadable")]
internal sealed record RecallSecretUnreadable()
    : Statement(
        "The webhook's secret cannot be decrypted with the keys of this installation. Save the webhook again, give the recipient the "
            + "new secret, and retry."
    );

// Why a part has nothing to read.
[Code("part-not-there")]
internal sealed record PartNotThere(MissingReason Reason)
    : Statement(KebabCase.From(Reason.ToString()).Replace('-', ' '));

[Code("part-of-series")]
internal sealed record PartOfSeries() : Statement("its rows are in the recording's series");
