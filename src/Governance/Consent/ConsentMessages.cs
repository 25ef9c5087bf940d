using Governance.Platform;

namespace Governance.Consent;

/// <param name="Suffix">The end of the withdrawal's id: run titles show in the top bar of everybody, and the subject is not named.</param>
[Code("withdrawal-title")]
internal sealed record WithdrawalTitle(string Suffix) : Statement($"Withdrawal {Suffix}");

/// <param name="Held">The title of the holding that grows.</param>
[Code("withdrawal-still-adds")]
internal sealed record WithdrawalStillAdds(Message Held)
    : Statement(
        $"Something still adds {Held.Text}. Wait until the other work has ended, then continue this withdrawal."
    );

[Code("withdrawal-files-held")]
internal sealed record WithdrawalFilesHeld()
    : Statement(
        "Work that began before still holds temporary files. Wait until it has ended, then continue this withdrawal."
    );

// Stages; a holding's own stage is its title.
[Code("deleting-files")]
internal sealed record DeletingFiles() : Statement("deleting files");

[Code("waiting-for-temporary-files")]
internal sealed record WaitingForTemporaryFiles() : Statement("waiting for temporary files of other work");

// What a withdrawal reaches.
[Code("held-consent-records")]
internal sealed record HeldConsentRecords() : Statement("consent records");

[Code("consent-records-stay")]
internal sealed record ConsentRecordsStay()
    : Statement(
        "The records and the pseudonym stay as proof of what was permitted and when it was withdrawn; the "
            + "note about the subject is erased."
    );

[Code("consent-records-remain")]
internal sealed record ConsentRecordsRemain(int Records)
    : Statement(
        $"{Records} consent {(Records == 1 ? "record" : "records")} with the pseudonym, and this withdrawal: "
            + "whoever used the data must be able to show on which consent (GDPR Art. 7(1) and 17(3)(e))."
    );

[Code("ledger-entries-remain")]
internal sealed record LedgerEntriesRemain()
    : Statement(
        "Ledger entries: they prove what was done and name rows that are gone, by ids that lead nowhere; "
            + "what was personal in them can no longer be opened."
    );

[Code("samples-remain")]
internal sealed record SamplesRemain()
    : Statement("Recordings and samples: another purpose has a consent that permits them.");

[Code("held-ledger-openings")]
internal sealed record HeldLedgerOpenings() : Statement("openings of ledger commitments");

[Code("ledger-openings-erased")]
internal sealed record LedgerOpeningsErased()
    : Statement(
        "Values and salts are erased, so that no ledger entry can be linked to the subject any more; the "
            + "entries stay provable."
    );
