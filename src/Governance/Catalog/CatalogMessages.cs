using Governance.Platform;

namespace Governance.Catalog;

// What a withdrawal reaches.
[Code("held-samples")]
internal sealed record HeldSamples() : Statement("samples");

[Code("samples-deleted")]
internal sealed record SamplesDeleted()
    : Statement(
        "Photos, notes, thumbnails and windows are deleted. Content that another subject's sample holds to "
            + "the byte stays for that one."
    );

[Code("held-recordings")]
internal sealed record HeldRecordings() : Statement("recordings");

[Code("recordings-deleted")]
internal sealed record RecordingsDeleted()
    : Statement("Every stream is deleted with its series and the pyramid that draws it.");

[Code("held-versions")]
internal sealed record HeldVersions() : Statement("dataset versions");

[Code("versions-superseded")]
internal sealed record VersionsSuperseded()
    : Statement(
        "They are superseded: their places stay empty, their manifest stays provable, and a new version is "
            + "drawn by the same recipe."
    );

[Code("manifest-leaves-remain")]
internal sealed record ManifestLeavesRemain()
    : Statement(
        "Manifest leaves of sealed versions: a hash for each empty place, which says nothing without the "
            + "bytes it was taken over."
    );

[Code("held-deliveries")]
internal sealed record HeldDeliveries() : Statement("deliveries");

[Code("deliveries-notified")]
internal sealed record DeliveriesNotified()
    : Statement(
        "What was delivered cannot be called back. The listing forgets the samples, and each recipient has "
            + "to be told to delete them."
    );
