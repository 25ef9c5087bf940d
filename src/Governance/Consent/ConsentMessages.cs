using Governance.Platform;

namespace Governance.Consent;

/// <param name="Suffix">The end of the withdrawal's id; everybody sees run titles, so the subject is not named.</param>
[Code("withdrawal-title")]
internal sealed record WithdrawalTitle(string Suffix) : Statement($"Withdrawal {Suffix}");

/// <param name="Held">The title of the holding.</param>
[Code("withdrawal-still-adds")]
internal sealed record WithdrawalStillAdds(Message Held)
    : Statement(
        $"Another job or request still adds {Held.Text}. Wait until it has ended, then continue this withdrawal."
    );

[Code("withdrawal-files-held")]
internal sealed record WithdrawalFilesHeld()
    : Statement(
        "A job or request that began earlier may still use files of the subject. Wait until it has ended, then continue this "
            + "withdrawal."
    );

// Stages; a holding's own stage is its title.
[Code("deleting-files")]
internal sealed record DeletingFiles() : Statement("deleting files");

[Code("waiting-for-files-of-jobs")]
internal sealed record WaitingForFilesOfJobs() : Statement("waiting for other jobs that may use the files");

[Code("waiting-for-temporary-files")]
internal sealed record WaitingForTemporaryFiles() : Statement("waiting for temporary files of other jobs");

[Code("vacuuming-tables")]
internal sealed record VacuumingTables() : Statement("vacuuming tables");

// What a withdrawal reaches.
[Code("held-consent-records")]
internal sealed record HeldConsentRecords() : Statement("consent records");

[Code("consent-records-stay")]
internal sealed record ConsentRecordsStay()
    : Statement(
        "The records and the pseudonym are kept as proof of what was permitted and when it was withdrawn. The "
            + "note about the subject is erased when no consent remains."
    );

[Code("consent-records-remain")]
internal sealed record ConsentRecordsRemain(int Records)
    : Statement(
        $"{Records} consent {(Records == 1 ? "record" : "records")} with the pseudonym, and this withdrawal: "
            + "whoever used the data must be able to demonstrate the consent for it (GDPR Art. 7(1) and 17(3)(e))."
    );

/// <param name="Withdrawn">The withdrawn modalities in words.</param>
[Code("withdrawn-parts-hidden")]
internal sealed record WithdrawnPartsHidden(string Withdrawn)
    : Statement(
        $"The parts ({Withdrawn}) are not erased while another part of the same samples is permitted. They are hidden from every "
            + "page, search, label, export, embedding, training, audit, monitor and prediction for the withdrawn purposes, and from "
            + "everybody once no purpose covers them. Model versions that learned from them raise an alert."
    );

[Code("tombstone-remains")]
internal sealed record TombstoneRemains()
    : Statement(
        "A tombstone: a keyed hash of the pseudonym. Imports leave the subject out because of it, until a compliance officer records a "
            + "new consent."
    );

[Code("ledger-entries-remain")]
internal sealed record LedgerEntriesRemain()
    : Statement(
        "Ledger entries: they prove what was done. They refer to rows by id, and contain personal values only as "
            + "salted commitments."
    );

[Code("certificate-remains")]
internal sealed record CertificateRemains()
    : Statement(
        "The certificate of this withdrawal, with SHA-256 digests of the deleted files. A digest does not contain the file, but "
            + "whoever has the same file can recognise it."
    );

[Code("samples-remain")]
internal sealed record SamplesRemain()
    : Statement("Recordings and samples: a consent for another purpose still permits them.");

[Code("held-ledger-openings")]
internal sealed record HeldLedgerOpenings() : Statement("openings of ledger commitments");

[Code("ledger-openings-erased")]
internal sealed record LedgerOpeningsErased()
    : Statement(
        "Values and salts are erased, so the personal values that ledger entries commit to can no longer be read. The "
            + "entries stay verifiable."
    );

// What remains inside the database itself.
[Code("database-copies-remain")]
internal sealed record DatabaseCopiesRemain()
    : Statement(
        "Copies inside the database: the last stage vacuums the tables, so that PostgreSQL can reuse the space of erased rows. Until "
            + "the space is reused, the data files still contain the bytes; the write-ahead log contains them until its files are "
            + "recycled, and database backups until they are deleted. The portal does not delete backups."
    );

/// <summary>What the vacuum measured when a withdrawal ended.</summary>
/// <param name="At">When the vacuum ended.</param>
/// <param name="Tables">Tables that were vacuumed.</param>
/// <param name="DeadRows">Dead rows that PostgreSQL still counts in them, because a transaction may still see them.</param>
/// <param name="Wal">Position of the write-ahead log after the vacuum.</param>
/// <param name="Files">Files of the write-ahead log; null when the database does not permit counting them.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Archives">Whether the database copies its write-ahead log elsewhere.</param>
[Code("database-vacuumed")]
internal sealed record DatabaseVacuumed(
    DateTimeOffset At,
    int Tables,
    long DeadRows,
    string Wal,
    long? Files,
    long? Bytes,
    bool Archives
)
    : Statement(
        $"At {At:u}, {Tables} {(Tables == 1 ? "table was" : "tables were")} vacuumed; {DeadRows} dead "
            + $"{(DeadRows == 1 ? "row remains" : "rows remain")} in them. The write-ahead log up to {Wal} contains the erased rows"
            + (Files is { } files ? $" ({files} {(files == 1 ? "file" : "files")}, {Bytes} bytes at that time)" : "")
            + ", until PostgreSQL has recycled these files"
            + (Archives ? "; the database also archives this log, until the archive is deleted." : ".")
            + " Database backups from before that time contain the rows until they are deleted."
    );
